import { Button, FileButton, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkNames, splitNames } from '../../data/name-columns';
import { type ErrorRecord, errorRecord } from '../../study/errors';
import { useApp } from '../store';
import { Problem } from '../ui/problem';
import { ColumnPicture } from './column-picture';
import classes from './data.module.css';

/** A name for each column of a file that has none: typed, pasted as one line, or taken from another file. */
export function NameDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('data');
  const study = useApp((s) => s.study);
  // What was joined to the file has names of its own.
  const columns = study?.columns.slice(0, study.names?.length) ?? [];
  const profile = useApp((s) => s.profile);
  const nameColumns = useApp((s) => s.nameColumns);
  const namesIn = useApp((s) => s.namesIn);
  const problem = useApp((s) => s.problem);
  const [names, setNames] = useState(() => columns.map((c) => c.name));
  const [error, setError] = useState<ErrorRecord | null>(null);

  const attempt = (given: string[]): string[] | null => {
    try {
      const checked = checkNames(given, columns.length);
      setError(null);
      return checked;
    } catch (thrown) {
      setError(errorRecord(thrown));
      return null;
    }
  };
  const take = (given: string[] | null) => {
    const checked = given && attempt(given);
    if (checked) setNames(checked);
  };
  const apply = async () => {
    const checked = attempt(names);
    if (checked && (await nameColumns(checked))) onClose();
  };
  const shown = error ?? problem;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('nameless.open')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Group justify="space-between" align="end" mb="md">
        <Textarea
          className={classes.pasted}
          label={t('nameless.paste')}
          description={t('nameless.pasteHelp')}
          rows={1}
          onChange={(event) => {
            const line = event.currentTarget.value;
            if (line.trim() === '') setError(null);
            else take(splitNames(line));
          }}
        />
        <FileButton
          accept=".csv,.tsv,.txt,.xlsx,.arff,.zip"
          onChange={async (file) => file && take(await namesIn(file))}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {t('nameless.fromFile')}
            </Button>
          )}
        </FileButton>
      </Group>
      {columns.map((column, i) => {
        const about = profile.find((p) => p.name === column.name);
        return (
          <div key={column.name} className={classes.naming}>
            <TextInput
              label={t('nameless.place', { place: i + 1 })}
              data-testid="column-name"
              value={names[i]}
              onChange={(event) => {
                const name = event.currentTarget.value;
                setNames((now) => now.map((other, at) => (at === i ? name : other)));
              }}
            />
            {about && <ColumnPicture profile={about} />}
          </div>
        );
      })}
      {shown && <Problem error={shown} />}
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel', { ns: 'common' })}
        </Button>
        <Button onClick={() => void apply()}>{t('nameless.apply')}</Button>
      </Group>
    </Modal>
  );
}

import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { USUAL_MISSING } from '../../data/cells';
import type { ColumnProfile } from '../../data/profile-types';
import type { ColumnPlan } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import classes from './data.module.css';
import { withMissing } from './reading-edits';

interface Props {
  plan: ColumnPlan;
  gaps: NonNullable<ColumnProfile['gaps']>;
}

/** Which texts stand for missing in a column: those found, with their cells, and one more to be named. */
export function MissingTexts({ plan: { name, missing }, gaps }: Props) {
  const { t } = useTranslation('data');
  const editColumn = useApp((s) => s.editColumn);
  const [text, setText] = useState('');
  const now = missing ?? USUAL_MISSING;
  const set = (token: string, is: boolean) => void editColumn(name, { missing: withMissing(now, token, is) });
  const add = () => {
    if (text.trim() === '') return;
    set(text.trim(), true);
    setText('');
  };
  return (
    <fieldset className={classes.reading}>
      <legend>{t('reading.missing')}</legend>
      <p className={classes.range}>{t(gaps.length > 0 ? 'reading.missingHelp' : 'reading.missingNone')}</p>
      <Group gap="md">
        {gaps.map((gap) => (
          <Checkbox
            key={gap.text}
            size="xs"
            label={t('reading.token', { text: gap.text, n: formatCount(gap.count), count: gap.count })}
            checked={gap.missing}
            onChange={(event) => set(gap.text, event.currentTarget.checked)}
          />
        ))}
      </Group>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Group gap="xs" align="end">
          <TextInput
            size="xs"
            label={t('reading.add')}
            placeholder="-9"
            value={text}
            maxLength={60}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" type="submit" disabled={text.trim() === ''}>
            {t('reading.addButton')}
          </Button>
          {missing && (
            <Button size="xs" variant="subtle" onClick={() => void editColumn(name, { missing: undefined })}>
              {t('reading.usual')}
            </Button>
          )}
        </Group>
      </form>
    </fieldset>
  );
}

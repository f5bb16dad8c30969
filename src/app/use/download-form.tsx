import { Button, MultiSelect, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { useOutputWords } from './output-words';
import classes from './use.module.css';

const CHOICES = ['all', 'some', 'none'] as const;
type Choice = (typeof CHOICES)[number];

/** The predictions as a file, beside the columns of the table that they were made of. */
export function DownloadForm({ columns }: { columns: string[] }) {
  const { t } = useTranslation('use');
  const download = useApp((s) => s.downloadPredictions);
  const busy = useApp((s) => s.busy !== null);
  const words = useOutputWords();
  const [choice, setChoice] = useState<Choice>('all');
  const [some, setSome] = useState<string[]>(() => columns.slice(0, 1));
  const chosen = { all: null, some, none: [] }[choice];
  return (
    <div className={classes.download}>
      <NativeSelect
        label={t('download.columns')}
        value={choice}
        onChange={(event) => setChoice(CHOICES.find((one) => one === event.currentTarget.value) ?? 'all')}
        data={CHOICES.map((value) => ({
          value,
          label: t(`download.${value}`, { count: columns.length, n: formatCount(columns.length) }),
        }))}
      />
      <Button
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => void download(chosen, words)}
        disabled={busy}
      >
        {t('table.download')}
      </Button>
      {choice === 'some' && (
        <MultiSelect
          className={classes.wide}
          label={t('download.which')}
          data={columns}
          value={some}
          onChange={setSome}
          searchable
          clearable
        />
      )}
      <p className={`${classes.hint} ${classes.wide}`}>{t('download.hint')}</p>
    </div>
  );
}

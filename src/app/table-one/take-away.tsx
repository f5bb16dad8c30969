import { Button, Group } from '@mantine/core';
import { IconCopy, IconFileTypeCsv, IconFileTypeDocx } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tableDocx } from '../../export/table-one/docx';
import { tableCsv } from '../../export/table-one/plain';
import type { TextTable } from '../../export/table-one/text-table';
import { download, fileStem } from '../store/download';
import { copyTable } from './copy';
import classes from './table-one.module.css';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Props {
  table: TextTable;
  study: string;
  disabled: boolean;
  /** What the file is called after the study. */
  file?: string;
}

/** Into the paper: by the clipboard, as a Word document, or as CSV. */
export function TakeAway({ table, study, disabled, file = 'table-1' }: Props) {
  const { t } = useTranslation('table-one');
  const [copied, setCopied] = useState<{ table: TextTable; well: boolean } | null>(null);
  const said = copied?.table === table ? t(copied.well ? 'take.copied' : 'take.notCopied') : '';
  const stem = `${fileStem(study)}-${file}`;
  return (
    <div>
      <Group gap="sm">
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={async () => setCopied({ table, well: await copyTable(table) })}
        >
          {t('take.copy')}
        </Button>
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<IconFileTypeDocx size={16} aria-hidden />}
          onClick={() => download(`${stem}.docx`, tableDocx(table) as BlobPart, WORD)}
        >
          {t('take.docx')}
        </Button>
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          onClick={() => download(`${stem}.csv`, tableCsv(table), 'text/csv')}
        >
          {t('take.csv')}
        </Button>
      </Group>
      <p className={classes.said} role="status">
        {said}
      </p>
    </div>
  );
}

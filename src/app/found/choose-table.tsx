import { Button, FileButton } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import type { FoundPictures } from '../store/types';
import classes from './found.module.css';

/** The table that names the pictures' files: the way to give it, and once it is there what is chosen of it. */
export function ChooseTable({ found, children }: { found: FoundPictures; children: ReactNode }) {
  const { t } = useTranslation('images');
  const addLabelTable = useApp((s) => s.addLabelTable);
  const busy = useApp((s) => s.busy);
  return (
    <div className={classes.table}>
      <div className={classes.tableHead}>
        <FileButton accept=".csv,.tsv,.txt,.xlsx" onChange={(file) => file && void addLabelTable(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-md"
              disabled={busy !== null}
              leftSection={<IconTableImport size={16} aria-hidden />}
            >
              {t(found.table ? 'found.anotherTable' : 'found.chooseTable')}
            </Button>
          )}
        </FileButton>
        {found.table && <span className={classes.tableName}>{found.table.name}</span>}
      </div>
      {found.table && children}
    </div>
  );
}

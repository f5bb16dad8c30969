import { IconFileImport } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Problem } from '../ui/problem';
import { WorkProgress } from '../ui/work-progress';
import classes from './home.module.css';
import { LastStudies } from './last-studies';
import { Samples } from './samples';

/** No filter: files of a scanner have any ending or none. What they are, their first bytes say. */
const ACCEPT = '';

/** The first visit: one place for every file, the samples, and what was worked on before. */
export default function Home() {
  const { t } = useTranslation('home');
  const busy = useApp((s) => s.busy);
  const problem = useApp((s) => s.problem);
  const dismissProblem = useApp((s) => s.dismissProblem);
  const dropFiles = useApp((s) => s.dropFiles);
  const refreshStudies = useApp((s) => s.refreshStudies);
  useEffect(() => void refreshStudies(), [refreshStudies]);
  return (
    <div className={classes.home}>
      <header>
        <h1 className={classes.title}>{t('title')}</h1>
        <p className={classes.lead}>{t('lead')}</p>
      </header>
      {problem && <Problem error={problem} onDismiss={dismissProblem} />}
      {busy ? (
        <WorkProgress busy={busy} />
      ) : (
        <DropZone
          icon={<IconFileImport size={36} stroke={1.4} aria-hidden className={classes.icon} />}
          label={t('drop.label')}
          hint={t('drop.hint')}
          button={t('drop.button')}
          accept={ACCEPT}
          folderButton={t('drop.folder')}
          onFiles={(files) => void dropFiles(files)}
        />
      )}
      <Samples disabled={busy !== null} />
      <LastStudies disabled={busy !== null} />
    </div>
  );
}

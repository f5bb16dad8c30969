import { useTranslation } from 'react-i18next';
import type { Task } from '../../study/schema';
import { Fold } from '../data/fold';
import classes from './evaluate.module.css';
import { RecalibrationPanel } from './recalibration-panel';
import { ThresholdForm } from './threshold-form';

/** Decisions after the search, on development patients: best taken before the test set is opened. */
export function PlanCard({ task, opened }: { task: Task; opened: boolean }) {
  const { t } = useTranslation('evaluate-plan');
  if (task.kind === 'regression') return null;
  return (
    <Fold
      title={t('title')}
      summary={t(opened ? 'summaryOpened' : 'summary')}
      testId="evaluation-plan"
      open={!opened}
    >
      <div className={classes.pair}>
        {task.kind === 'binary' && <ThresholdForm opened={opened} />}
        <RecalibrationPanel task={task} />
      </div>
    </Fold>
  );
}

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { externalCsv } from '../../export/external-csv';
import type { External } from '../../study/results/external';
import type { Task } from '../../study/schema';
import { BinaryResults } from '../evaluate/binary-results';
import { Cautions } from '../evaluate/cautions';
import { MulticlassResults } from '../evaluate/multiclass-results';
import { RegressionResults } from '../evaluate/regression-results';
import { useApp } from '../store';
import { download, fileStem } from '../store/download';
import { formatEstimate } from '../ui/estimate';
import { formatCount } from '../ui/number';
import { DriftPart } from './drift-part';
import classes from './external.module.css';
import { PictureDriftPart } from './picture-drift-part';
import { UpdatePanel } from './update-panel';

const KINDS = { binary: BinaryResults, multiclass: MulticlassResults, regression: RegressionResults };

interface Props {
  external: External;
  /** The file still lies beside the model, so that an update can be tried. */
  held: boolean;
  /** Of the model; without it the open study's. */
  task: Task | undefined;
}

/** The frozen model in another hospital: how well it does, who its patients are, and what an update would change. */
export function ExternalResult({ external, held, task: given }: Props) {
  const { t } = useTranslation('external');
  const own = useApp((s) => s.journal.study?.task);
  const task = given ?? own;
  if (!task) return null;
  const { evaluation, name, rows, left, pictures } = external;
  const Kind = KINDS[evaluation.kind];
  const stem = `external-${fileStem(name)}`;
  return (
    <section className={classes.section} aria-labelledby="external-title" data-testid="external-result">
      <div className={classes.head}>
        <h2 id="external-title" className={classes.title}>
          {name}
        </h2>
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download(`${stem}.csv`, externalCsv(external), 'text/csv')}
          >
            {t('downloadCsv')}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download(`${stem}.json`, JSON.stringify(external, null, 1), 'application/json')}
          >
            {t('downloadJson')}
          </Button>
        </div>
      </div>
      <p className={classes.quiet} data-testid="external-rows">
        {t(pictures ? 'pictures.counted' : 'counted', {
          count: rows,
          n: formatCount(rows),
          patients: formatCount(evaluation.patients),
        })}{' '}
        {evaluation.kind === 'binary' &&
          t('events', {
            n: formatCount(evaluation.counts[1]),
            target: task.target,
            positive: task.classes[1],
          })}{' '}
        {left > 0 && t(pictures ? 'pictures.left' : 'left', { count: left, n: formatCount(left) })}{' '}
        {pictures &&
          pictures.unreadable > 0 &&
          t('pictures.unreadable', {
            count: pictures.unreadable,
            n: formatCount(pictures.unreadable),
          })}{' '}
        {pictures?.leftOut !== undefined &&
          pictures.leftOut > 0 &&
          t('pictures.leftOut', { count: pictures.leftOut, n: formatCount(pictures.leftOut) })}{' '}
        {t('frozen')}
      </p>
      <Kind evaluation={evaluation} task={task}>
        <Cautions evaluation={evaluation} task={task} opened={0} />
      </Kind>
      {evaluation.metrics.calibrationIntercept && evaluation.metrics.calibrationSlope && (
        <p className={classes.quiet} data-testid="external-calibration">
          {t('calibration', {
            intercept: formatEstimate(evaluation.metrics.calibrationIntercept, 'index', 2),
            slope: formatEstimate(evaluation.metrics.calibrationSlope, 'index', 2),
          })}
        </p>
      )}
      {pictures && <PictureDriftPart pictures={pictures} />}
      <DriftPart external={external} target={task.target} />
      {evaluation.kind === 'multiclass' && (
        <p className={classes.quiet} data-testid="external-no-update">
          {t('update.multiclass')}
        </p>
      )}
      {evaluation.kind !== 'multiclass' && (held || external.updated) && (
        <UpdatePanel external={external} held={held} />
      )}
    </section>
  );
}

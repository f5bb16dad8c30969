import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateKind } from '../../evaluate/update';
import type { Evaluation } from '../../study/events';
import type { External } from '../../study/results/external';
import { useApp } from '../store';
import { formatEstimate, styleOf } from '../ui/estimate';
import { formatFixed } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './external.module.css';

/** What an update can change. It leaves the order of the patients, and with it AUROC, as it is. */
const CHANGED: Record<Evaluation['kind'], string[]> = {
  binary: [
    'calibrationIntercept',
    'calibrationSlope',
    'oe',
    'brier',
    'logLoss',
    'sensitivity',
    'specificity',
    'ppv',
    'npv',
  ],
  multiclass: [],
  regression: ['rmse', 'mae', 'r2'],
};

/** Asked for, never by itself: the frozen model with its intercept (and slope) fitted to this hospital. */
export function UpdatePanel({ external, held }: { external: External; held: boolean }) {
  const { t } = useTranslation(['external', 'evaluate']);
  const updateExternal = useApp((s) => s.updateExternal);
  const busy = useApp((s) => s.busy !== null);
  const [kind, setKind] = useState<UpdateKind>(external.updated?.kind ?? 'intercept');
  const { updated, evaluation } = external;
  const metrics = CHANGED[evaluation.kind].filter((metric) => evaluation.metrics[metric]);
  return (
    <section className={classes.section} aria-labelledby="external-update">
      <div>
        <h3 id="external-update" className={classes.heading}>
          {t('update.title')}
        </h3>
        <p className={classes.quiet}>{t('update.lead')}</p>
      </div>
      {held && (
        <div className={classes.buttons}>
          <SegmentedControl
            aria-label={t('update.kind')}
            value={kind}
            onChange={(value) => setKind(value === 'slope' ? 'slope' : 'intercept')}
            data={[
              { value: 'intercept', label: t('update.intercept') },
              { value: 'slope', label: t('update.slope') },
            ]}
          />
          <Button variant="default" loading={busy} onClick={() => void updateExternal(kind)}>
            {t('update.action')}
          </Button>
        </div>
      )}
      {updated && (
        <>
          <p className={classes.quiet} data-testid="external-coefficients">
            {t(`update.${evaluation.kind === 'regression' ? 'line' : 'formula'}`, {
              intercept: formatFixed(updated.intercept, 3),
              slope: formatFixed(updated.slope, 3),
            })}
          </p>
          <ScrollRegion className={classes.scroller} label={t('update.title')}>
            <table className={classes.table} data-testid="external-updated">
              <thead>
                <tr>
                  <th scope="col">{t('update.metric')}</th>
                  <th scope="col">{t('update.before')}</th>
                  <th scope="col">{t('update.after')}</th>
                </tr>
              </thead>
              <tbody>
                {metrics.map((metric) => (
                  <tr key={metric}>
                    <th scope="row">{t(`metric.${metric}`)}</th>
                    <td>{formatEstimate(evaluation.metrics[metric], styleOf(metric))}</td>
                    <td>{formatEstimate(updated.evaluation.metrics[metric], styleOf(metric))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className={classes.quiet}>{t('update.honest')}</p>
        </>
      )}
    </section>
  );
}

import { Button, Loader, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnits } from '../i18n/units';
import type { Busy } from '../store/types';
import { formatCount } from './number';
import { paceOf } from './pace';
import classes from './work-progress.module.css';

/** When the phase that is now reported began: a rate over several phases would say nothing. */
function usePhaseStart({ progress, since }: Busy): number {
  const phase = progress?.phase;
  const [start, setStart] = useState({ phase, since, at: since });
  if (start.phase === phase && start.since === since) return start.at;
  const at = start.since === since ? performance.now() : since;
  setStart({ phase, since, at });
  return at;
}

/** A piece of work the page waits for: what it is, how far, how fast, how long still, and a way to end it. */
export function WorkProgress({ busy }: { busy: Busy }) {
  const { t } = useTranslation('common');
  const units = useUnits();
  const start = usePhaseStart(busy);
  const { progress } = busy;
  const pace = progress && paceOf(progress, performance.now() - start);
  const title = t(progress ? `progress.phase.${progress.phase}` : `progress.kind.${busy.kind}`);
  const amount = (n: number) =>
    progress?.unit === 'bytes' ? units.bytes(n) : t(`progress.unit.${progress?.unit}`, { n: formatCount(n) });
  return (
    <section className={classes.work} aria-label={title} data-testid="work-progress">
      <div className={classes.head}>
        {pace?.share == null && <Loader size="xs" aria-hidden />}
        <span className={classes.title}>{title}</span>
        <Button variant="default" size="xs" onClick={busy.cancel}>
          {t('cancel')}
        </Button>
      </div>
      {pace?.share != null && <Progress value={100 * pace.share} size="md" aria-label={title} />}
      {progress && pace && (
        <p className={classes.numbers}>
          {progress.total > 0
            ? t('progress.of', { done: amount(progress.done), total: amount(progress.total) })
            : amount(progress.done)}
          <span>{t('progress.rate', { amount: amount(Math.round(pace.perSecond)) })}</span>
          {pace.secondsLeft !== null && (
            <span>{t('progress.left', { time: units.duration(pace.secondsLeft) })}</span>
          )}
        </p>
      )}
    </section>
  );
}

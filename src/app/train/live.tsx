import { SegmentedControl, Skeleton, Title, useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaderboard } from '../../study/journal-state';
import type { CurveSource } from '../charts/live-curves';
import type { CurveMode } from '../charts/live-range';
import { useApp } from '../store';
import { Leaderboard } from './leaderboard';
import classes from './train.module.css';

/** Also called ahead of the first start, so that the chart is there when the first epoch is. */
export const loadCurves = () => import('../charts/live-curves');
const LiveCurves = lazy(loadCurves);
const Found = lazy(() => import('./found'));

const source: CurveSource = {
  read: () => useApp.getState().journal.trials,
  subscribe: (changed) =>
    useApp.subscribe((state, before) => {
      if (state.journal !== before.journal) changed();
    }),
};

/** The live heart: curves of all trials and the leaderboard; pointing at one shows it in the other. */
export function Live() {
  const { t } = useTranslation('train');
  const scheme = useComputedColorScheme('light');
  const metric = useApp((s) => s.journal.study?.search.metric ?? 'auroc');
  const count = useApp((s) => s.journal.trials.length);
  const best = useApp((s) => leaderboard(s.journal.trials, metric)[0]?.trial ?? null);
  const running = useApp((s) => s.journal.phase === 'running' || s.journal.phase === 'paused');
  const [mode, setMode] = useState<CurveMode>('loss');
  const [hovered, setHovered] = useState<number | null>(null);
  const [pinned, setPinned] = useState<number | null>(null);
  const pin = useCallback((trial: number) => setPinned((now) => (now === trial ? null : trial)), []);
  // The settings were long; what has begun stands at the top.
  useEffect(() => {
    const frame = requestAnimationFrame(() => window.scrollTo({ top: 0 }));
    return () => cancelAnimationFrame(frame);
  }, []);
  const chosen = hovered ?? pinned;
  const metricName = t(`metric.${metric}`);
  return (
    <div className={classes.live}>
      <section aria-labelledby="curves-title" className={classes.curves}>
        <div className={classes.chartHead}>
          <Title order={2} size="h3" id="curves-title">
            {t('chart.title')}
          </Title>
          <SegmentedControl
            size="xs"
            aria-label={t('chart.shown')}
            value={mode}
            onChange={(value) => setMode(value === 'metric' ? 'metric' : 'loss')}
            data={[
              { value: 'loss', label: t('chart.loss') },
              { value: 'metric', label: metricName },
            ]}
          />
        </div>
        <Suspense fallback={<Skeleton height={300} />}>
          <LiveCurves
            source={source}
            mode={mode}
            best={best}
            chosen={chosen}
            onPoint={setHovered}
            label={t(mode === 'loss' ? 'chart.lossLabel' : 'chart.metricLabel', {
              count,
              metric: metricName,
            })}
            xLabel={t('chart.epoch')}
            yLabel={mode === 'loss' ? t('chart.loss') : metricName}
            scheme={scheme}
          />
        </Suspense>
        <ul className={classes.legend}>
          <li data-kind="best">{t(running ? 'chart.best' : 'chart.bestOfAll')}</li>
          {running && <li data-kind="running">{t('chart.running')}</li>}
          <li data-kind="chosen">
            {chosen === null ? t('chart.chosen') : t('chart.chosenTrial', { number: chosen + 1 })}
          </li>
          <li data-kind="faded">{t('chart.faded')}</li>
          {mode === 'loss' && <li data-kind="dashed">{t('chart.dashed')}</li>}
        </ul>
      </section>
      <Leaderboard metric={metric} chosen={chosen} pinned={pinned} onHover={setHovered} onPin={pin} />
      <Suspense>
        <Found chosen={chosen} onPoint={setHovered} />
      </Suspense>
    </div>
  );
}

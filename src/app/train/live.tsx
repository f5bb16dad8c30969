import { SegmentedControl, Skeleton, Title, useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense, startTransition, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaderboard } from '../../study/journal-state';
import type { CurveSource } from '../charts/live-curves';
import type { CurveMode } from '../charts/live-range';
import { useApp } from '../store';
import { AutoSummary } from './auto-summary';
import { ClusterLeads } from './cluster-leads';
import { CompareTrials } from './compare-trials';
import { CurvesLegend } from './curves-legend';
import { Leaderboard } from './leaderboard';
import { type Pins, pinColor, togglePin } from './pins';
import { SaveCurves } from './save-curves';
import { TimelineFigure } from './timeline-figure';
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

/** The newest search, live. Another search begins with nothing pinned. */
export function Live() {
  const search = useApp((s) => s.journal.search);
  // The settings were long; what has begun stands at the top.
  useEffect(() => {
    const frame = requestAnimationFrame(() => window.scrollTo({ top: 0 }));
    return () => cancelAnimationFrame(frame);
  }, []);
  return <LiveSearch key={search} />;
}

/** Curves of all trials and the leaderboard, where pointing at one shows it in the other; two trials; the timeline. */
function LiveSearch() {
  const { t } = useTranslation('train');
  const scheme = useComputedColorScheme('light');
  const metric = useApp((s) => s.journal.study?.search.metric ?? 'auroc');
  const count = useApp((s) => s.journal.trials.length);
  const best = useApp((s) => leaderboard(s.journal.trials, metric)[0]?.trial ?? null);
  const [mode, setMode] = useState<CurveMode>('loss');
  const [chosen, setChosen] = useState<number | null>(null);
  const [pins, setPins] = useState<Pins>(new Map());
  // Many rows change places: between two of them the page may hear other clicks.
  const pin = useCallback(
    (trial: number) => startTransition(() => setPins((now) => togglePin(now, trial))),
    [],
  );
  const pinned = useMemo(() => new Map([...pins].map(([trial, slot]) => [trial, pinColor(slot)])), [pins]);
  const metricName = t(`metric.${metric}`);
  const texts = {
    label: t(mode === 'loss' ? 'chart.lossLabel' : 'chart.metricLabel', { count, metric: metricName }),
    xLabel: t('chart.epoch'),
    yLabel: mode === 'loss' ? t('chart.loss') : metricName,
  };
  return (
    <>
      <div className={classes.live}>
        <section aria-labelledby="curves-title" className={classes.curves}>
          <div className={classes.chartHead}>
            <Title order={2} size="h3" id="curves-title">
              {t('chart.title')}
            </Title>
            <SaveCurves mode={mode} best={best} pinned={pinned} {...texts} />
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
              pinned={pinned}
              onPoint={setChosen}
              scheme={scheme}
              {...texts}
            />
          </Suspense>
          <CurvesLegend mode={mode} best={best} chosen={chosen} pinned={pinned} />
        </section>
        <Leaderboard metric={metric} chosen={chosen} pins={pins} onHover={setChosen} onPin={pin} />
      </div>
      <ClusterLeads metric={metric} />
      <AutoSummary />
      <Suspense>
        <Found chosen={chosen} onPoint={setChosen} />
      </Suspense>
      <TimelineFigure metric={metric} best={best} />
      <CompareTrials metric={metric} best={best} pinned={pinned} />
    </>
  );
}

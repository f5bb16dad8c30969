import { memo, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import type { Metric } from '../../study/schema';
import { Figure } from '../charts/figure';
import { TimelineChart } from '../charts/timeline-chart';
import { useUnits } from '../i18n/units';
import { useApp } from '../store';
import { metricText } from './metric-text';

const STATES = ['finished', 'running', 'pruned', 'failed', 'interrupted'] as const;

interface Props {
  metric: Metric;
  best: number | null;
}

/** Which trial ran when. Drawn when a trial begins or ends, and once a second between, in a moment of rest. */
export function TimelineFigure(props: Props) {
  const drawn = useApp(({ journal: { trials, pauses, lastAt } }) => {
    const running = trials.filter(({ state }) => state === 'running').length;
    return [trials.length, running, pauses.length, running > 0 ? Math.floor(lastAt / 1000) : 0].join('/');
  });
  return <Timeline {...props} drawn={useDeferredValue(drawn)} />;
}

const Timeline = memo(function Timeline({ metric, best, drawn }: Props & { drawn: string }) {
  const { t, i18n } = useTranslation('train');
  const { duration } = useUnits();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `drawn` says when they have changed enough
  const { trials, pauses, lastAt } = useMemo(() => useApp.getState().journal, [drawn]);
  const timed = trials.filter(({ startedAt }) => startedAt !== undefined);
  const counts = STATES.map((state) => ({
    state,
    count: timed.filter((trial) => trial.state === state).length,
  })).filter(({ count }) => count > 0);
  if (timed.length === 0) return null;
  const stateName = (state: Trial['state']) => t(`timeline.states.${state}`);
  const summary = t('timeline.summary', {
    count: timed.length,
    list: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(
      counts.map(({ state, count }) => t('timeline.counted', { state: stateName(state), count })),
    ),
  });
  const bar = (trial: Trial) => {
    const number = trial.trial + 1;
    const parts = [t('timeline.bar', { number, state: stateName(trial.state) })];
    if (trial.score) parts.push(`${t(`metric.${metric}`)} ${metricText(trial.score.metric, metric)}`);
    if (trial.seconds !== undefined) parts.push(duration(trial.seconds));
    return parts.join(', ');
  };
  return (
    <Figure title={t('timeline.title')} fileName="timeline" maxWidth={1200} caption={summary}>
      {(width) => (
        <TimelineChart
          width={width}
          description={`${t('timeline.description')} ${summary}`}
          trials={timed}
          pauses={pauses}
          now={lastAt}
          best={best}
          words={{
            axis: {
              seconds: t('timeline.axis.seconds'),
              minutes: t('timeline.axis.minutes'),
              hours: t('timeline.axis.hours'),
            },
            legend: {
              finished: stateName('finished'),
              running: stateName('running'),
              pruned: stateName('pruned'),
              failed: stateName('failed'),
              interrupted: stateName('interrupted'),
            },
            best: t('chart.bestOfAll'),
            pause: t('timeline.pause'),
            bar,
            gap: (seconds) => t('timeline.gap', { time: duration(seconds) }),
          }}
        />
      )}
    </Figure>
  );
});

import { NativeSelect, Title } from '@mantine/core';
import { memo, type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import { leaderboard } from '../../study/journal-state';
import type { ParamValue } from '../../study/params';
import type { Metric } from '../../study/schema';
import { useApp } from '../store';
import { formatFixed } from '../ui/number';
import { paramLabel, paramValueText } from '../ui/param-label';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './compare.module.css';
import { CompareCurves } from './compare-curves';
import { CompareNetworks } from './compare-networks';
import { useCompareSentences } from './compare-sentences';
import { metricText } from './metric-text';
import train from './train.module.css';
import { proposedPair, settingsOf } from './trial-differences';
import { useRowTexts } from './use-row-texts';
import { useTrial } from './use-trial';

interface Props {
  metric: Metric;
  best: number | null;
  pinned: ReadonlyMap<number, string>;
}

const NONE = '–';

/** Two trials side by side: what differs between them, and what came of it. */
export function CompareTrials(props: Props) {
  // Begun or ended trials change what can be chosen; epochs do not. It may wait for a moment of rest.
  const listed = useApp(({ journal: { trials } }) => {
    const running = trials.filter(({ state }) => state === 'running').length;
    return `${trials.length}/${running}`;
  });
  return <Pair {...props} listed={useDeferredValue(listed)} />;
}

const Pair = memo(function Pair({ metric, best, pinned, listed }: Props & { listed: string }) {
  const { t } = useTranslation(['train', 'rooms']);
  const [wanted, setWanted] = useState<[number | null, number | null]>([null, null]);
  const texts = useRowTexts(metric === 'rmse' ? 'regression' : undefined);
  const sentencesOf = useCompareSentences(metric, texts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `listed` says when they have changed enough
  const trials = useMemo(() => useApp.getState().journal.trials, [listed]);
  const proposed = proposedPair(leaderboard(trials, metric), [...pinned.keys()]);
  const first = useTrial(wanted[0] ?? proposed?.[0]);
  const second = useTrial(wanted[1] ?? proposed?.[1]);
  if (!first || !second) return null;
  const both = [first, second];
  const choose = (side: number, trial: number) =>
    setWanted([0, 1].map((i) => (i === side ? trial : both[i].trial)) as [number, number]);
  const options = [...trials]
    .sort((a, b) => a.trial - b.trial)
    .map(({ trial }) => ({
      value: String(trial),
      label: t(trial === best ? 'compare.bestOption' : 'chart.chosenTrial', { number: trial + 1 }),
    }));
  const written = (owner: string, key: string, value: ParamValue | undefined) =>
    value === undefined ? NONE : paramValueText(t, owner, key, value);
  const row = (name: string, of: (trial: Trial) => ReactNode) => ({
    name,
    cells: both.map(of),
    differs: false,
  });
  const families = both.map(({ config }) => texts.family(config.family));
  const rows = [
    { name: t('compare.model'), cells: families, differs: first.config.family !== second.config.family },
    ...settingsOf(first.config, second.config).map(({ key, owner, values, differs }) => ({
      name: paramLabel(t, owner, key),
      cells: values.map((value) => written(owner, key, value)),
      differs,
    })),
    row(t(`metric.${metric}`), ({ score }) => (score ? metricText(score.metric, metric) : NONE)),
    row(t('compare.loss'), ({ score }) => (score ? formatFixed(score.validLoss, 3) : NONE)),
    row(t('board.bestEpoch'), ({ score }) => score?.bestEpoch ?? NONE),
    row(t('compare.epochs'), ({ points }) => points.length),
    row(t('board.time'), ({ seconds }) =>
      seconds === undefined ? NONE : formatFixed(seconds, seconds < 10 ? 1 : 0),
    ),
    row(t('compare.end'), (trial) =>
      [t(`timeline.states.${trial.state}`), texts.reason(trial)].filter(Boolean).join(': '),
    ),
  ];
  if (both.some((trial) => texts.why(trial)))
    rows.push(row(t('compare.why'), (trial) => texts.why(trial) ?? NONE));
  return (
    <section aria-labelledby="compare-title" className={classes.compare} data-testid="compare-trials">
      <Title order={2} size="h3" id="compare-title">
        {t('compare.title')}
      </Title>
      <p className={classes.finding}>{sentencesOf(first, second).join(' ')}</p>
      <div className={classes.halves}>
        <ScrollRegion className={classes.table} label={t('compare.title')}>
          <table>
            <thead>
              <tr>
                <td />
                {both.map(({ trial }, side) => (
                  <th key={side === 0 ? 'first' : 'second'} scope="col">
                    <NativeSelect
                      size="xs"
                      aria-label={t(side === 0 ? 'compare.first' : 'compare.second')}
                      value={String(trial)}
                      data={options}
                      onChange={(event) => choose(side, Number(event.currentTarget.value))}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, cells, differs }) => (
                <tr key={name} data-differs={differs || undefined}>
                  <th scope="row">
                    {name}
                    {differs && (
                      <>
                        <span aria-hidden>{'\u00a0≠'}</span>
                        <span className={train.hidden}> {t('compare.differs')}</span>
                      </>
                    )}
                  </th>
                  <td>{cells[0]}</td>
                  <td>{cells[1]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <CompareCurves numbers={[first.trial, second.trial]} best={best} pinned={pinned} />
      </div>
      <CompareNetworks first={first} second={second} family={texts.family} />
    </section>
  );
});

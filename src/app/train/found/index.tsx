import { Tabs, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../../study/schema';
import type { Space } from '../../../study/space';
import { spaceOf } from '../../../study/steps-in-space';
import { useApp } from '../../store';
import { axesOf } from './axes';
import classes from './found.module.css';
import { HistoryFigure } from './history-figure';
import { ImportanceFigures } from './importance-figures';
import { ImportanceSentence } from './importance-sentence';
import { ParallelFigure } from './parallel-figure';
import { Pointed } from './pointed';
import { scoredTrials } from './settled';
import { SliceFigure } from './slice-figure';
import { useImportance } from './use-importance';
import { useSettled } from './use-settled';
import { useFoundWords } from './words';

interface Props {
  chosen: number | null;
  onPoint(trial: number | null): void;
}

/** Fewer dots are no picture. */
const LEAST = 3;
const NOWHERE: Space = {};

/** What the scores of the newest search say of its settings. Drawn again when a trial has ended. */
export default function Found({ chosen, onPoint }: Props) {
  const { t } = useTranslation('train-found');
  const metric = useApp((s) => s.journal.study?.search.metric ?? 'auroc');
  const search = useApp((s) => s.journal.search);
  const trials = useSettled();
  const scored = useMemo(() => scoredTrials(trials, metric), [trials, metric]);
  return (
    <section aria-labelledby="found-title" className={classes.found} data-testid="search-found">
      <Title order={2} size="h3" id="found-title">
        {t('title')}
      </Title>
      {scored.length < LEAST ? (
        <Text size="sm" c="dimmed">
          {t('waiting', { count: scored.length })}
        </Text>
      ) : (
        // Another search has other axes: nothing is chosen along them.
        <Figures
          key={search}
          trials={trials}
          scored={scored}
          metric={metric}
          chosen={chosen}
          onPoint={onPoint}
        />
      )}
    </section>
  );
}

interface FiguresProps extends Props {
  trials: ReturnType<typeof useSettled>;
  scored: ReturnType<typeof scoredTrials>;
  metric: Metric;
}

const TABS = ['history', 'parallel', 'slices', 'importance'] as const;

function Figures({ trials, scored, metric, chosen, onPoint }: FiguresProps) {
  const { t } = useTranslation('train-found');
  const study = useApp((s) => s.journal.study);
  const space = useMemo(() => (study ? spaceOf(study) : NOWHERE), [study]);
  const [tab, setTab] = useState<string | null>('history');
  const words = useFoundWords(metric);
  const importance = useImportance(space, trials, metric);
  const axes = useMemo(
    () =>
      axesOf(
        space,
        scored.map(({ trial }) => trial),
      ),
    [space, scored],
  );
  const shared = { scored, metric, words, chosen, onPoint };
  return (
    <>
      {importance && <ImportanceSentence found={importance} words={words} />}
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List aria-label={t('figures')}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name} className={classes.tab}>
              {t(`${name}.tab`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="history" className={classes.panel}>
          <HistoryFigure trials={trials} {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="parallel" className={classes.panel}>
          {axes.length > 0 ? <ParallelFigure axes={axes} {...shared} /> : <Fixed />}
        </Tabs.Panel>
        <Tabs.Panel value="slices" className={classes.panel}>
          {axes.length > 0 ? <SliceFigure axes={axes} {...shared} /> : <Fixed />}
        </Tabs.Panel>
        <Tabs.Panel value="importance" className={classes.panel}>
          {importance && <ImportanceFigures found={importance} words={words} />}
        </Tabs.Panel>
      </Tabs>
      {tab !== 'importance' && (
        <Pointed trial={trials.find(({ trial }) => trial === chosen)} metric={metric} words={words} />
      )}
    </>
  );
}

/** Instead of a figure over settings, where none has two values. */
function Fixed() {
  const { t } = useTranslation('train-found');
  return <Text size="sm">{t('importance.fixed')}</Text>;
}

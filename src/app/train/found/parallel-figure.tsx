import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaderboard } from '../../../study/journal-state';
import type { Metric } from '../../../study/schema';
import { Figure } from '../../charts/figure';
import { ParallelChart } from '../../charts/parallel-chart';
import { metricText } from '../metric-text';
import type { SearchAxis } from './axes';
import { type Brushes, brushed, isInside, type Span } from './brush';
import { BrushFields } from './brush-fields';
import classes from './found.module.css';
import { linesOf, namedAxes } from './named-axes';
import type { Scored } from './settled';
import type { FoundWords } from './words';

interface Props {
  axes: SearchAxis[];
  scored: Scored[];
  metric: Metric;
  words: FoundWords;
  chosen: number | null;
  onPoint(trial: number | null): void;
}

/** All settings of all trials at once; what is chosen along an axis leaves the others faint. */
export function ParallelFigure({ axes, scored, metric, words, chosen, onPoint }: Props) {
  const { t } = useTranslation('train-found');
  const [brushes, setBrushes] = useState<Brushes>({});
  const [open, setOpen] = useState(false);
  const onBrush = useCallback(
    (axis: string, span: Span | null) => setBrushes((now) => brushed(now, axis, span)),
    [],
  );
  const named = useMemo(() => namedAxes(axes, scored, metric, words), [axes, scored, metric, words]);
  const lines = useMemo(() => linesOf(axes, scored, named[named.length - 1].scale), [axes, scored, named]);
  const inside = useMemo(() => {
    const keys = named.map(({ key }) => key);
    return new Set(lines.filter(({ places }) => isInside(keys, places, brushes)).map(({ id }) => id));
  }, [named, lines, brushes]);
  const best = leaderboard(
    scored.filter(({ trial }) => inside.has(trial.trial)).map(({ trial }) => trial),
    metric,
  )[0];
  const told = {
    count: inside.size,
    all: scored.length,
    number: (best?.trial ?? 0) + 1,
    metric: words.metric,
    value: metricText(best?.score?.metric ?? 0, metric),
  };
  const filtered = Object.keys(brushes).length > 0;
  const sentence = t(!filtered ? 'parallel.all' : best ? 'parallel.chosen' : 'parallel.none', told);
  const absent = lines.some(({ places }) => places.includes(null));
  return (
    <>
      <Figure
        title={t('parallel.title')}
        fileName="search-parallel-coordinates"
        maxWidth={1240}
        caption={absent ? `${t('parallel.caption')} ${t('parallel.absent')}` : t('parallel.caption')}
      >
        {(width) => (
          <ParallelChart
            width={width}
            description={`${t('parallel.description', {
              count: scored.length,
              names: words.list(axes.map(words.axis)),
              metric: words.metric,
            })} ${sentence}`}
            axes={named}
            lines={lines}
            best={best?.trial ?? null}
            inside={inside}
            brushes={brushes}
            words={{ rank: t('parallel.rank'), best: t('parallel.best'), others: t('parallel.others') }}
            chosen={chosen}
            onPoint={onPoint}
            onBrush={onBrush}
          />
        )}
      </Figure>
      <div className={classes.chosen}>
        <p role="status" data-testid="parallel-chosen">
          {sentence}
        </p>
        {filtered && (
          <Button variant="default" size="compact-xs" onClick={() => setBrushes({})}>
            {t('parallel.clear')}
          </Button>
        )}
      </div>
      <details className={classes.folded} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('parallel.fields')}</summary>
        {open && <BrushFields axes={named} brushes={brushes} onBrush={onBrush} />}
      </details>
    </>
  );
}

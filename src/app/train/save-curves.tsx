import { useTranslation } from 'react-i18next';
import { CurvesChart } from '../charts/curves-chart';
import { ink } from '../charts/figure-colors';
import type { LegendItem } from '../charts/legend';
import { liveCurves, TRAIN_DASH } from '../charts/live-drawing';
import { type CurveMode, epochLimit, valueRange } from '../charts/live-range';
import { SaveButtons } from '../charts/save-buttons';
import { drawnApart } from '../charts/save-picture';
import { useApp } from '../store';

interface Props {
  mode: CurveMode;
  best: number | null;
  pinned: ReadonlyMap<number, string>;
  label: string;
  xLabel: string;
  yLabel: string;
}

/** Pixels across the saved drawing. */
const WIDTH = 720;
const INKS = {
  faded: ink('muted'),
  running: ink('ink'),
  best: ink('accent'),
  chosen: ink('ink'),
  paper: ink('paper'),
};

/** The live chart is a canvas: what is saved is drawn from the same trials, for paper. */
export function SaveCurves({ mode, best, pinned, label, xLabel, yLabel }: Props) {
  const { t } = useTranslation('train');
  const picture = () => {
    const { trials } = useApp.getState().journal;
    const { low, high } = valueRange(trials, mode) ?? { low: 0, high: 1 };
    const trial = (number: number) => t('chart.chosenTrial', { number: number + 1 });
    const legend: LegendItem[] = [
      ...[...pinned]
        .filter(([number]) => number !== best)
        .map(([number, color]) => ({ label: trial(number), color, mark: 'line' as const })),
      { label: t('chart.faded'), color: INKS.faded, mark: 'line', thick: 1 },
      ...(mode === 'loss'
        ? [{ label: t('chart.dashed'), color: INKS.faded, mark: 'line' as const, dash: TRAIN_DASH }]
        : []),
    ];
    if (best !== null)
      legend.unshift({
        label: t('chart.bestOfAllTrial', { number: best + 1 }),
        color: INKS.best,
        mark: 'line',
      });
    return drawnApart(
      <CurvesChart
        width={WIDTH}
        description={label}
        xLabel={xLabel}
        yLabel={yLabel}
        across={[1, epochLimit(trials)]}
        up={[low, high]}
        curves={liveCurves({ trials, best, chosen: null, pinned, inks: INKS }, mode)}
        legend={legend}
      />,
    );
  };
  return <SaveButtons title={t('chart.title')} fileName="learning-curves" picture={picture} />;
}

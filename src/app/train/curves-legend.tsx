import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CurveMode } from '../charts/live-range';
import { useApp } from '../store';
import classes from './train.module.css';

interface Props {
  mode: CurveMode;
  best: number | null;
  chosen: number | null;
  pinned: ReadonlyMap<number, string>;
}

/** What the inks of the live chart stand for. */
export function CurvesLegend({ mode, best, chosen, pinned }: Props) {
  const { t } = useTranslation('train');
  const running = useApp((s) => s.journal.phase === 'running' || s.journal.phase === 'paused');
  const trial = (number: number) => t('chart.chosenTrial', { number: number + 1 });
  const own = chosen !== null && chosen !== best && !pinned.has(chosen);
  return (
    <ul className={classes.legend}>
      <li data-kind="best">
        {best === null
          ? t('chart.best')
          : t(running ? 'chart.bestTrial' : 'chart.bestOfAllTrial', { number: best + 1 })}
      </li>
      {running && <li data-kind="running">{t('chart.running')}</li>}
      {[...pinned]
        .filter(([number]) => number !== best)
        .map(([number, color]) => (
          <li key={number} data-kind="pinned" style={{ '--pin': color } as CSSProperties}>
            {trial(number)}
          </li>
        ))}
      <li data-kind="chosen">{own ? trial(chosen) : t('chart.chosen')}</li>
      <li data-kind="faded">{t('chart.faded')}</li>
      {mode === 'loss' && <li data-kind="dashed">{t('chart.dashed')}</li>}
    </ul>
  );
}

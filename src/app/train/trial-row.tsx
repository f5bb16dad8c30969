import { memo } from 'react';
import type { ErrorRecord } from '../../study/errors';
import type { Trial } from '../../study/events';
import type { Metric } from '../../study/schema';
import type { Config } from '../../study/space';
import { formatFixed, formatValue } from '../ui/number';
import classes from './train.module.css';

/** What a row says, in the language of the page. Made once for all rows: hundreds of them are drawn. */
export interface RowTexts {
  family(name: string): string;
  config(config: Config): string;
  state(trial: Trial): string;
  /** By hand, or kept of an earlier search. */
  marks(trial: Trial): string[];
  reason(error: ErrorRecord): string;
  showCurve(number: number): string;
}

interface Props {
  trial: Trial;
  rank: number | null;
  metric: Metric;
  texts: RowTexts;
  /** Its curve stands out. */
  chosen: boolean;
  pinned: boolean;
  onHover(trial: number | null): void;
  onPin(trial: number): void;
}

const NONE = '–';

/** An index is read with three decimals, an error in the outcome's own unit with three digits. */
const metricText = (value: number, metric: Metric): string =>
  metric === 'rmse' ? formatValue(value) : formatFixed(value, 3);

/** One trial. Drawn again only when this trial or its rank changed; plain elements, for there may be hundreds. */
export const TrialRow = memo(function TrialRow(props: Props) {
  const { trial, rank, metric, texts, chosen, pinned, onHover, onPin } = props;
  const { score, seconds, state, error } = trial;
  const number = trial.trial + 1;
  return (
    <tr
      data-testid="trial-row"
      data-state={state}
      data-best={rank === 1 || undefined}
      data-chosen={chosen || undefined}
      onMouseEnter={() => onHover(trial.trial)}
      onMouseLeave={() => onHover(null)}
    >
      <td>{rank ?? NONE}</td>
      <td>
        <button
          type="button"
          className={classes.pin}
          aria-pressed={pinned}
          aria-label={texts.showCurve(number)}
          onFocus={() => onHover(trial.trial)}
          onBlur={() => onHover(null)}
          onClick={() => onPin(trial.trial)}
        >
          {number}
        </button>
      </td>
      <td className={classes.model}>
        {texts.family(trial.config.family)}
        {texts.marks(trial).map((mark) => (
          <span key={mark} className={classes.state}>
            {mark}
          </span>
        ))}
        {state !== 'finished' && <span className={classes.state}>{texts.state(trial)}</span>}
        <span className={classes.config}>{texts.config(trial.config)}</span>
        {error && <span className={classes.reason}>{texts.reason(error)}</span>}
      </td>
      <td className={classes.digits}>{score ? metricText(score.metric, metric) : NONE}</td>
      <td className={classes.digits}>{score ? formatFixed(score.validLoss, 3) : NONE}</td>
      <td className={classes.digits}>{score?.bestEpoch ?? NONE}</td>
      <td className={classes.digits}>
        {seconds === undefined ? NONE : formatFixed(seconds, seconds < 10 ? 1 : 0)}
      </td>
    </tr>
  );
});

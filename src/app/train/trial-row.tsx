import {
  IconCheck,
  IconCut,
  IconExclamationMark,
  IconPin,
  IconPinFilled,
  IconPlayerPlayFilled,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import type { Trial } from '../../study/events';
import type { Metric } from '../../study/schema';
import type { Config } from '../../study/space';
import { formatFixed } from '../ui/number';
import classes from './board.module.css';
import { metricText } from './metric-text';

/** What a row says, in the language of the page. Made once for all rows: hundreds of them are drawn. */
export interface RowTexts {
  family(name: string): string;
  config(config: Config): string;
  state(trial: Trial): string;
  /** By hand, kept of an earlier search, from a cluster, or one of several that predict together. */
  marks(trial: Trial): string[];
  /** Why it failed or was ended early; null for the others. */
  reason(trial: Trial): string | null;
  /** Why it was tried; null where the strategy does not say. */
  why(trial: Trial): string | null;
  pin(number: number): string;
}

interface Props {
  trial: Trial;
  /** Its line of the table, the heading's being 1; not all lines are drawn. */
  line: number;
  rank: number | null;
  metric: Metric;
  texts: RowTexts;
  /** Its curve stands out. */
  chosen: boolean;
  /** Colour of its curve while it is pinned. */
  pinned: string | null;
  onHover(trial: number | null): void;
  onPin(trial: number): void;
}

const NONE = '–';

const STATE_ICONS = {
  running: IconPlayerPlayFilled,
  finished: IconCheck,
  pruned: IconCut,
  failed: IconExclamationMark,
  interrupted: IconPlugConnectedX,
};

/** One trial. Drawn again only when this trial or its rank changed; plain elements, for there may be hundreds. */
export const TrialRow = memo(function TrialRow(props: Props) {
  const { trial, line, rank, metric, texts, chosen, pinned, onHover, onPin } = props;
  const { score, seconds, state, points } = trial;
  const number = trial.trial + 1;
  const reason = texts.reason(trial);
  const why = texts.why(trial);
  const Icon = STATE_ICONS[state];
  const PinIcon = pinned ? IconPinFilled : IconPin;
  return (
    <tr
      data-testid="trial-row"
      aria-rowindex={line}
      data-state={state}
      data-best={rank === 1 || undefined}
      data-chosen={chosen || undefined}
      data-pinned={pinned ? true : undefined}
      style={pinned ? ({ '--pin': pinned } as CSSProperties) : undefined}
      onMouseEnter={() => onHover(trial.trial)}
      onMouseLeave={() => onHover(null)}
    >
      <td>{rank ?? NONE}</td>
      <td>
        <button
          type="button"
          className={classes.pin}
          aria-pressed={pinned !== null}
          aria-label={texts.pin(number)}
          onFocus={() => onHover(trial.trial)}
          onBlur={() => onHover(null)}
          onClick={() => onPin(trial.trial)}
        >
          {number}
          <PinIcon size={12} aria-hidden />
        </button>
      </td>
      <td className={classes.model} title={why ?? undefined}>
        {texts.family(trial.config.family)}
        {texts.marks(trial).map((mark) => (
          <span key={mark} className={classes.state}>
            {mark}
          </span>
        ))}
        {state !== 'finished' && <span className={classes.state}>{texts.state(trial)}</span>}
        <span className={classes.config}>{texts.config(trial.config)}</span>
        {reason && <span className={classes.reason}>{reason}</span>}
        {why && pinned && <span className={classes.config}>{why}</span>}
      </td>
      <td className={classes.stateIcon}>
        <Icon size={14} role="img" aria-label={texts.state(trial)} />
      </td>
      <td className={classes.digits}>{score ? metricText(score.metric, metric) : NONE}</td>
      <td className={classes.digits}>{score ? formatFixed(score.validLoss, 3) : NONE}</td>
      <td className={classes.digits}>{score?.bestEpoch ?? NONE}</td>
      <td className={classes.digits}>{points.length || NONE}</td>
      <td className={classes.digits}>
        {seconds === undefined ? NONE : formatFixed(seconds, seconds < 10 ? 1 : 0)}
      </td>
    </tr>
  );
});

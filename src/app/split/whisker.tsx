import { useTranslation } from 'react-i18next';
import type { Expected } from '../../evaluate/sample-size/expected-interval';
import { formatFixed } from '../ui/number';
import classes from './split.module.css';

interface Props {
  name: string;
  of: Expected | null;
  /** Ends of the line. */
  from: number;
  to: number;
  strong?: boolean;
}

/** An interval to expect on a line, with its numbers. */
export function Whisker({ name, of, from, to, strong }: Props) {
  const { t } = useTranslation('split');
  const at = (value: number) => `${(100 * (Math.min(to, Math.max(from, value)) - from)) / (to - from)}%`;
  const said = of
    ? t('expected.interval', { low: formatFixed(of.low, 2), high: formatFixed(of.high, 2) })
    : t('expected.none');
  return (
    <div className={classes.whisker} data-strong={strong}>
      <span>{name}</span>
      <div className={classes.line} aria-hidden>
        {of && (
          <>
            <i style={{ left: at(of.low), width: `calc(${at(of.high)} - ${at(of.low)})` }} />
            <b style={{ left: at(of.estimate) }} />
          </>
        )}
      </div>
      <span className={classes.whiskerText}>{said}</span>
    </div>
  );
}

/** The numbers below such lines, evenly spaced. */
export const WhiskerScale = ({ ticks }: { ticks: number[] }) => (
  <div className={classes.scale} aria-hidden>
    {ticks.map((tick) => (
      <span key={tick}>{formatFixed(tick, 1)}</span>
    ))}
  </div>
);

/** AUROC is read from chance to perfect. */
export const AUROC_TICKS = [0.5, 0.6, 0.7, 0.8, 0.9, 1];

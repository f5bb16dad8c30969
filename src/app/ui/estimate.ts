import type { Estimate } from '../../study/events';
import { formatFixed, formatValue, percentDigits } from './number';

/**
 * How a number is read. `index`: a discrimination or error index, three decimals. `share`: a share of 1, shown in
 * per cent. `perHundred`: the same, for "of 100 patients". `value`: in the outcome's own unit.
 */
export type EstimateStyle = 'index' | 'share' | 'perHundred' | 'value';

type Limits = Pick<Estimate, 'estimate' | 'low' | 'high'> & { n?: number };

const write = (value: number, style: EstimateStyle, decimals: number): string => {
  switch (style) {
    case 'index':
      return formatFixed(value, decimals);
    case 'value':
      return formatValue(value);
    default:
      return percentDigits(value);
  }
};

const signed = (style: EstimateStyle): string => (style === 'share' ? '%' : '');

/** False for a proportion of nothing: nobody was called positive, so there is no PPV. */
export const isDefined = ({ estimate, n }: Limits): boolean => n !== 0 && Number.isFinite(estimate);

/** Decimals of an index, unless a list of them has its own scale. */
const DECIMALS = 3;

/** The number alone: `0.912`, `87%`; a dash where it is not defined. */
export const formatPoint = (estimate: Limits, style: EstimateStyle, decimals = DECIMALS): string =>
  isDefined(estimate) ? write(estimate.estimate, style, decimals) + signed(style) : '–';

/** The limits alone, `0.871–0.953`; null where no interval could be computed. */
export function formatInterval(
  { low, high }: Limits,
  style: EstimateStyle,
  decimals = DECIMALS,
): string | null {
  if (low === null || high === null) return null;
  const [from, to] = [write(low, style, decimals), write(high, style, decimals)];
  // A dash beside a minus sign is read as a second one.
  const dash = from.startsWith('−') || to.startsWith('−') ? ' – ' : '–';
  return from + dash + to + signed(style);
}

/** `0.912 (0.871–0.953)`; the number alone where no interval could be computed. */
export function formatEstimate(estimate: Limits, style: EstimateStyle, decimals = DECIMALS): string {
  const interval = formatInterval(estimate, style, decimals);
  const point = formatPoint(estimate, style, decimals);
  return interval === null ? point : `${point} (${interval})`;
}

/** The estimate of the complement: 1 − specificity is the share of false alarms, with its limits turned round. */
export const complement = <T extends Limits>(estimate: T): T => ({
  ...estimate,
  estimate: 1 - estimate.estimate,
  low: estimate.high === null ? null : 1 - estimate.high,
  high: estimate.low === null ? null : 1 - estimate.low,
});

/** How a metric is read, by its name in an evaluation: `auroc`, `auroc:<class>`, `sensitivity`, `rmse` … */
export function styleOf(metric: string): EstimateStyle {
  switch (metric) {
    case 'sensitivity':
    case 'specificity':
    case 'ppv':
    case 'npv':
    case 'accuracy':
    case 'balancedAccuracy':
      return 'share';
    case 'rmse':
    case 'mae':
    case 'lrPositive':
    case 'lrNegative':
    case 'dor':
    case 'bias':
      return 'value';
    default:
      return 'index';
  }
}

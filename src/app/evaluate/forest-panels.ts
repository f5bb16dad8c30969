import type { Estimate } from '../../study/events';
import type { ForestPanel } from '../charts/forest-chart';
import { extent, nice, ticks } from '../charts/scale';
import { formatFixed, formatPercent, formatValue } from '../ui/number';

const PROPORTIONS = new Set(['sensitivity', 'specificity', 'ppv', 'npv', 'accuracy']);
/** Ratios around 1, as far as a figure goes; whiskers beyond are cut off at its edge. */
const RATIO_TICKS = [0.125, 0.25, 0.5, 1, 2, 4, 8];

/** The axis of a forest plot on which all these estimates stand. `whole`: the estimate of all rows together. */
export function panelOf(
  metric: string,
  label: string,
  estimates: readonly Estimate[],
  whole: number | undefined,
): ForestPanel {
  const ends = extent(
    estimates.flatMap(({ estimate, low, high }) => [estimate, low ?? estimate, high ?? estimate]),
  );
  const common = { key: metric, label, ...(whole !== undefined && { reference: whole }) };
  if (metric === 'oe') {
    const low = RATIO_TICKS.findLast((tick) => tick <= ends[0]) ?? RATIO_TICKS[0];
    const high = RATIO_TICKS.find((tick) => tick >= ends[1]) ?? RATIO_TICKS[RATIO_TICKS.length - 1];
    const domain = [Math.min(low, 0.5), Math.max(high, 2)] as const;
    return {
      ...common,
      // Observed is what was expected.
      reference: 1,
      log: true,
      domain,
      ticks: RATIO_TICKS.filter((tick) => tick >= domain[0] && tick <= domain[1]),
      write: formatValue,
    };
  }
  if (PROPORTIONS.has(metric)) return { ...common, domain: [0, 1], ticks: [0, 0.5, 1], write: formatPercent };
  if (metric.startsWith('auroc')) {
    const upper = ends[0] >= 0.5;
    const domain = upper ? ([0.5, 1] as const) : ([0, 1] as const);
    return {
      ...common,
      domain,
      ticks: upper ? ticks(domain, 3) : [0, 0.5, 1],
      write: (value) => formatFixed(value, 1),
    };
  }
  const domain = nice(Number.isFinite(ends[0]) ? ends : [0, 1], 3);
  return { ...common, domain, ticks: ticks(domain, 3), write: formatValue };
}

import { mapNumbers, scalableColumns } from '../columns';
import { patientQuantiles } from '../patient-quantiles';
import { quantiles } from '../quantiles';
import type { Step } from '../step';

export interface SmoothClipState {
  /** Column, its median, and what becomes 1 above it; 0 for a constant column. */
  columns: [string, number, number][];
}

/** Nothing comes out beyond it, on either side. */
const LIMIT = 3;
/** Its square is still a number. */
const HUGE = 1e100;

const softened = (scaled: number): number => {
  const bounded = Math.max(-HUGE, Math.min(HUGE, scaled));
  const share = bounded / LIMIT;
  return bounded / Math.sqrt(1 + share * share);
};

/** The interquartile range; where it is 0, half the way from the lowest values to the highest, each of five patients. */
function spreadOf(v: Float64Array, unit: Int32Array, lower: number, upper: number): number {
  if (upper > lower) return upper - lower;
  const [low = 0, high = 0] = patientQuantiles(v, unit, [0, 1]);
  return (high - low) / 2;
}

/**
 * Subtracts the median, divides by the interquartile range of the training part and draws what is far out towards 3 and
 * -3, smoothly: x / sqrt(1 + (x / 3)^2), as RealMLP does (Holzmüller, Grinsztajn and Steinwart, Better by default,
 * NeurIPS 2024, section 3). Where the middle half is one value, the range stands in for it, by the means of the five
 * patients at either end, so that it tells nobody's value. A constant column becomes 0, also in rows to come. Columns of
 * 0 and 1 alone stay as they are.
 */
export const smoothClip: Step<SmoothClipState> = {
  name: 'smooth-clip',
  kind: 'map',
  forNumbers: true,
  forNetworks: true,
  params: [],
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => {
      const [lower, middle, upper] = quantiles(v, [0.25, 0.5, 0.75]);
      return [name, middle, spreadOf(v, data.unit, lower, upper)];
    }),
  }),
  apply: (data, _params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, middle, spread]) => ({
        name,
        of: (value) => (Number.isNaN(value) ? value : spread === 0 ? 0 : softened((value - middle) / spread)),
      })),
    ),
};

import type { Column } from '../../data/dataset';
import { bootstrapIntervals, quantile } from '../../evaluate/bootstrap';
import type { Rng } from '../../study/random';
import type { ShapColumn } from '../../study/results/explanation';
import { FEWEST, featureBins, kindOf } from '../feature-bins';
import type { ShapValues } from './shap-values';

/** What is explained together: one column under its own name, or several of lesser weight. */
export interface Player {
  names: readonly string[];
  /** Null where there are several. */
  column: Column | null;
}

const REPLICATES = 1000;
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;

/**
 * SHAP values as a paper shows them, largest mean |value| first, in groups of at least five patients. `rows`: those
 * explained, one a patient. The interval says what other patients would change; not what other coalitions would.
 */
export function summarizeShap(
  players: readonly Player[],
  rows: ArrayLike<number>,
  { values }: Pick<ShapValues, 'values'>,
  outputs: number,
  rng: Rng,
): ShapColumn[] {
  const d = players.length;
  const n = rows.length;
  const unit = Int32Array.from({ length: n }, (_, i) => i);
  const columns = players.map(({ names, column }, j): ShapColumn => {
    const { bins, of } = column
      ? featureBins(column, rows)
      : { bins: n >= FEWEST ? [{ n }] : [], of: new Int32Array(n).fill(n >= FEWEST ? 0 : -1) };
    const told = Array.from({ length: outputs }, (_, o) => {
      const own = Float64Array.from({ length: n }, (_, r) => values[(r * d + j) * outputs + o]);
      const size = own.map(Math.abs);
      const [interval] = bootstrapIntervals(unit, [weighted(size)], rng, REPLICATES);
      const ofBin = bins.map((_, bin) =>
        Array.from(own.filter((_, r) => of[r] === bin)).sort((a, b) => a - b),
      );
      return {
        mean: mean(Array.from(size)),
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        bins: ofBin.map((list) => ({
          mean: mean(list),
          low: quantile(list, 0.1),
          median: quantile(list, 0.5),
          high: quantile(list, 0.9),
        })),
        swarm: ofBin.flatMap((list, bin) => grouped(list).map((g) => ({ bin, n: g.length, value: mean(g) }))),
      };
    });
    return column
      ? { column: names[0], kind: kindOf(column), bins, outputs: told }
      : { column: '', kind: 'others', columns: names.length, bins, outputs: told };
  });
  const weight = ({ outputs: told }: ShapColumn) => told.reduce((sum, one) => sum + one.mean, 0);
  return columns.sort((a, b) => +(a.kind === 'others') - +(b.kind === 'others') || weight(b) - weight(a));
}

const weighted = (values: Float64Array) => (weights: Float64Array) => {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    total += weights[i];
  }
  return sum / total;
};

/** Neighbours in groups of five; the last takes what is left. `sorted` holds at least five. */
function grouped(sorted: readonly number[]): number[][] {
  const count = Math.floor(sorted.length / FEWEST);
  return Array.from({ length: count }, (_, g) =>
    sorted.slice(g * FEWEST, g === count - 1 ? undefined : (g + 1) * FEWEST),
  );
}

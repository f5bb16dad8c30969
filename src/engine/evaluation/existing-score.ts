import { auroc } from '../../evaluate/auroc';
import { fitLogistic } from '../../evaluate/calibration/logistic';
import type { OtherPrediction } from '../../evaluate/comparison/other-prediction';
import type { Ready } from '../prepare';
import type { Tested } from './tested';

type Score = Ready['scores'][number];
type TestedRows = Pick<Tested, 'rows' | 'fold'>;

/**
 * An existing score or a reader's call in the tested rows. Which end of a score means the outcome, and which of two
 * words, is told by development rows of patients other than those tested. It is one direction for all rows: turned in
 * some folds alone, a score would not rank patients of different folds at all. So where every row is tested in its turn
 * it holds only what every fold's other patients agree on; where they do not, the score has no direction to speak of,
 * and is taken as it is written (higher means the outcome), which no tested row had a part in. Of a call that would be
 * no more than the order of two words: null then, as where development rows hold one outcome. The risk that a score
 * stands for is a logistic regression on the same other patients.
 */
export function existingScore(
  { name, column }: Score,
  ready: Pick<Ready, 'data' | 'target' | 'parts'>,
  tested: TestedRows,
): OtherPrediction | null {
  const { dev } = ready.parts;
  const { rows } = tested;
  const call = column.kind === 'cat' && !column.ordered;
  const values =
    column.kind === 'num'
      ? column.v
      : Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
  const known = dev.filter((row) => !Number.isNaN(values[row]));
  const learned = othersOf(tested, ready, known);
  const turns = new Set(learned.map(({ others }) => isTurned(others, values, ready)));
  if (turns.has(null) || (call && turns.size > 1)) return null;
  const turned = turns.size === 1 && turns.has(true);
  const of = (row: number) => (turned ? (call ? 1 - values[row] : -values[row]) : values[row]);
  const value = Float64Array.from(rows, of);
  if (call) return { kind: 'call', name, value, risk: null, decided: value, turned: false };
  return { kind: 'score', name, value, risk: riskOf(tested, ready, learned, of), decided: null, turned };
}

interface Learned {
  fold: number;
  /** Rows of patients who are not tested in it. */
  others: Uint32Array;
}

function othersOf({ rows, fold }: TestedRows, { data }: Pick<Ready, 'data'>, known: Uint32Array): Learned[] {
  return Array.from(new Set(fold), (one) => {
    const units = new Set(Array.from(rows, (row, i) => (fold[i] === one ? data.unit[row] : -1)));
    return { fold: one, others: known.filter((row) => !units.has(data.unit[row])) };
  });
}

/** Whether low values go with the outcome; null where there is only one outcome. */
function isTurned(
  rows: Uint32Array,
  values: ArrayLike<number>,
  { target }: Pick<Ready, 'target'>,
): boolean | null {
  const area = auroc(
    Float64Array.from(rows, (row) => target.y[row]),
    Float64Array.from(rows, (row) => values[row]),
  );
  return Number.isNaN(area) ? null : area < 0.5;
}

/** The risk that a score stands for in each entry; null where it cannot be fitted in some fold. */
function riskOf(
  { rows, fold }: TestedRows,
  { target }: Pick<Ready, 'target'>,
  learned: readonly Learned[],
  of: (row: number) => number,
): Float64Array | null {
  const risk = new Float64Array(rows.length);
  for (const { fold: one, others } of learned) {
    const line = fitLogistic(
      [Float64Array.from(others, of)],
      Float64Array.from(others, (row) => target.y[row]),
    );
    if (!line) return null;
    const [intercept, slope] = line.coefficients;
    rows.forEach((row, i) => {
      if (fold[i] === one) risk[i] = 1 / (1 + Math.exp(-(intercept + slope * of(row))));
    });
  }
  return risk;
}

import type { Column, Dataset, Target } from '../../data/dataset';
import type { Step } from '../step';
import { type Dropped, dropColumns } from './selection';

const BINS = 10;

export interface InformationState extends Dropped {
  /** Mutual information of each column with the outcome, in nats, most first; empty where no outcome was seen. */
  scores: [string, number][];
}

/**
 * Keeps the `count` number and category columns that say most about the outcome: mutual information in nats of the
 * training part, from counts, as scikit-learn's mutual_info_score. Numbers (and a number as the outcome) are cut at
 * their deciles unless they have ten values at most; a gap is a value of its own. Of equal columns the earlier stays.
 * Each column is judged alone. Where no outcome is known all columns stay.
 */
export const selectMutualInformation: Step<InformationState> = {
  name: 'select-mutual-information',
  kind: 'expand',
  params: [{ key: 'count', kind: 'int', low: 1, high: 1000, log: true, default: 30 }],
  usesOutcome: true,
  previewRows: 5000,
  concerns: (data) => judged(data).map(([name]) => name),
  fit(data, target, params) {
    const rows = Uint32Array.from({ length: data.n }, (_, i) => i).filter((i) => !Number.isNaN(target.y[i]));
    if (rows.length === 0) return { dropped: [], scores: [] };
    const outcome = outcomeBins(target, rows);
    const scores = judged(data).map(([name, column]): [string, number] => [
      name,
      mutualInformation(binsOf(column, rows), outcome),
    ]);
    // A stable sort: of equal columns the earlier one stays.
    scores.sort((a, b) => b[1] - a[1]);
    return { dropped: scores.slice(Number(params.count)).map(([name]) => name), scores };
  },
  apply: (data, _params, state) => dropColumns(data, state),
};

const judged = (data: Dataset): [string, Column][] =>
  [...data.cols].filter(([, { kind }]) => kind === 'num' || kind === 'cat');

/** A small whole number a row, -1 for a gap. */
function binsOf(column: Column, rows: Uint32Array): Int32Array {
  if (column.kind === 'cat') return Int32Array.from(rows, (row) => column.codes[row]);
  if (column.kind !== 'num') return new Int32Array(rows.length);
  return bins(Float64Array.from(rows, (row) => column.v[row]));
}

const outcomeBins = ({ kind, y }: Target, rows: Uint32Array): Int32Array => {
  const known = Float64Array.from(rows, (row) => y[row]);
  return kind === 'regression' ? bins(known) : Int32Array.from(known);
};

/** A bin reaches from its cut, inclusive, to the next; cuts are the values at the deciles of the sorted list. */
function bins(values: Float64Array): Int32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const cuts =
    distinct.length <= BINS
      ? distinct
      : [
          ...new Set(
            Array.from({ length: BINS - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)]),
          ),
        ];
  return Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    let bin = 0;
    for (const cut of cuts) bin += value >= cut ? 1 : 0;
    return bin;
  });
}

function mutualInformation(a: Int32Array, b: Int32Array): number {
  const n = a.length;
  const [width, height] = [a, b].map((codes) => codes.reduce((most, code) => Math.max(most, code), 0) + 2);
  const joint = new Float64Array(width * height);
  const ofA = new Float64Array(width);
  const ofB = new Float64Array(height);
  for (let i = 0; i < n; i++) {
    joint[(a[i] + 1) * height + b[i] + 1]++;
    ofA[a[i] + 1]++;
    ofB[b[i] + 1]++;
  }
  let sum = 0;
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++) {
      const count = joint[x * height + y];
      if (count > 0) sum += (count / n) * Math.log((count * n) / (ofA[x] * ofB[y]));
    }
  // Independence is 0; rounding may leave a little less.
  return Math.max(0, sum);
}

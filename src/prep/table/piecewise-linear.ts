import type { NumColumn } from '../../data/dataset';
import { fittedColumn, freshName, replaceColumns, scalableColumns } from '../columns';
import { patientQuantiles } from '../patient-quantiles';
import type { Step } from '../step';

interface Bins {
  column: string;
  /** Rising; a bin between each and the next. Empty where there is none: the column's one output is 0. */
  edges: number[];
  /** Of the outputs, one a bin. */
  names: string[];
}

export interface PiecewiseLinearState {
  columns: Bins[];
}

/** Of the way from the first edge to the last: across a narrower bin, noise would be made large. */
const NARROWEST = 1e-6;

const sign = ': bin ';
const nameOf = (column: string, bin: number) => `${column}${sign}${bin + 1}`;

/** Edges that lie apart, rising; none where no two do. */
function apart(edges: readonly number[]): number[] {
  const least = NARROWEST * (edges[edges.length - 1] - edges[0]);
  const kept: number[] = [];
  for (const edge of edges) if (kept.length === 0 || edge - kept[kept.length - 1] > least) kept.push(edge);
  return kept.length > 1 && least > 0 ? kept : [];
}

/** How far a value has come through each bin: 0 before it, 1 behind it; the first and the last go on beyond their ends. */
function throughBins(v: Float64Array, edges: readonly number[]): Float64Array[] {
  const last = edges.length - 2;
  if (last < 0) return [v.map((value) => (Number.isNaN(value) ? value : 0))];
  return edges.slice(1).map((to, bin) => {
    const from = edges[bin];
    return v.map((value) => {
      const share = (value - from) / (to - from);
      if (share < 0 && bin > 0) return 0;
      return share > 1 && bin < last ? 1 : share;
    });
  });
}

/**
 * A number becomes one input a bin, which a network can weigh each for itself, so that it learns thresholds and curves
 * from few rows: the piecewise linear encoding by quantiles of Gorishniy, Rubachev and Babenko (On Embeddings for
 * Numerical Features in Tabular Deep Learning, NeurIPS 2022, section 3.2). Edges are means over five patients about the
 * quantiles of the training part; where they coincide, there are fewer bins. A constant column is one column of 0.
 * Missing stays missing, in all its bins. Columns of 0 and 1 alone stay as they are.
 */
export const piecewiseLinear: Step<PiecewiseLinearState> = {
  name: 'piecewise-linear',
  kind: 'expand',
  forNumbers: true,
  forNetworks: true,
  params: [{ key: 'bins', kind: 'int', low: 2, high: 64, default: 8 }],
  previewRows: 10_000,
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit(data, _target, params) {
    const bins = Number(params.bins);
    const probabilities = Array.from({ length: bins + 1 }, (_, i) => i / bins);
    const taken = new Set(data.cols.keys());
    return {
      columns: scalableColumns(data).map(([column, { v }]) => {
        const edges = apart(patientQuantiles(v, data.unit, probabilities));
        const names = Array.from({ length: Math.max(1, edges.length - 1) }, (_, bin) =>
          freshName(nameOf(column, bin), taken),
        );
        return { column, edges, names };
      }),
    };
  },
  apply: (data, _params, state) =>
    replaceColumns(
      data,
      new Map(
        state.columns.map(({ column, edges, names }) => [
          column,
          throughBins(fittedColumn(data, column, 'num').v, edges).map((v, bin): [string, NumColumn] => [
            names[bin],
            { kind: 'num', v },
          ]),
        ]),
      ),
    ),
  /** A column that was named after a rare level has another name by now: its bins are told by that. */
  forget({ columns }) {
    const renamed: [string, string][] = [];
    const taken = new Set(columns.flatMap(({ names }) => names));
    const told = columns.map((bins) => {
      const names = bins.names.map((name, bin) => {
        if (name.startsWith(`${bins.column}${sign}`)) return name;
        const now = freshName(nameOf(bins.column, bin), taken);
        renamed.push([name, now]);
        return now;
      });
      return { ...bins, names };
    });
    return { state: { columns: told }, renamed };
  },
};

import type { CatColumn, Column, Dataset, Target } from '../../data/dataset';
import { driftOf } from '../../evaluate/drift';
import { EVEN_THRESHOLD } from '../../evaluate/threshold';
import type { Study } from '../../study/schema';
import type { TestedRows } from '../evaluation/tested-rows';
import type { Ready } from '../prepare';
import type { CaseKind, CasesApi, TableCase, TableCases } from './api';
import { marginOf } from './margin';

interface Judged {
  row: number;
  observed: number;
  predicted: number;
  p: number;
  sure: number;
}

/** Every tested row with its decision. */
function judged({ kind, classes, y }: Target, { rows, p, thresholds }: TestedRows): Judged[] {
  const width = kind === 'multiclass' ? classes.length : 1;
  return Array.from(rows, (row, i) => {
    const observed = y[row];
    if (kind === 'regression')
      return { row, observed, predicted: p[i], p: p[i], sure: Math.abs(p[i] - observed) };
    const threshold = thresholds?.[i] ?? EVEN_THRESHOLD;
    const odds = kind === 'binary' ? [1 - p[i], p[i]] : Array.from(p.subarray(i * width, (i + 1) * width));
    const predicted = kind === 'binary' ? Number(p[i] >= threshold) : odds.indexOf(Math.max(...odds));
    const sure = marginOf(kind, odds, threshold);
    return { row, observed, predicted, p: kind === 'binary' ? p[i] : odds[predicted], sure };
  });
}

const IS: Record<CaseKind, (one: Judged) => boolean> = {
  falsePositive: ({ observed, predicted }) => observed === 0 && predicted === 1,
  falseNegative: ({ observed, predicted }) => observed === 1 && predicted === 0,
  wrong: ({ observed, predicted }) => observed !== predicted,
  right: ({ observed, predicted }) => observed === predicted,
  largest: () => true,
};
const KINDS: Record<Target['kind'], CaseKind[]> = {
  binary: ['falsePositive', 'falseNegative', 'right'],
  multiclass: ['wrong', 'right'],
  regression: ['largest'],
};

/** A cell as it stood in the file, or nearly so. */
function cellOf(column: Column, row: number): string | null {
  switch (column.kind) {
    case 'num':
      return Number.isNaN(column.v[row]) ? null : String(Number(column.v[row].toPrecision(6)));
    case 'date':
      return Number.isNaN(column.v[row])
        ? null
        : new Date(column.v[row] * 86_400_000).toISOString().slice(0, 10);
    case 'multi': {
      const codes = column.codes.subarray(column.offsets[row], column.offsets[row + 1]);
      return codes.length === 0 ? null : Array.from(codes, (code) => column.dict[code]).join(', ');
    }
    default:
      return column.codes[row] < 0 ? null : column.dict[column.codes[row]];
  }
}

/** The development rows by class; where the outcome is a number, by its middle. */
function byOutcome({ kind, classes, y }: Target, dev: Uint32Array): CatColumn {
  if (kind !== 'regression')
    return { kind: 'cat', codes: Int32Array.from(y, (k) => (Number.isNaN(k) ? -1 : k)), dict: classes };
  const sorted = Float64Array.from(dev, (row) => y[row]).sort();
  const middle = sorted[sorted.length >> 1];
  const codes = Int32Array.from(y, (value) => (Number.isNaN(value) ? -1 : Number(value >= middle)));
  return { kind: 'cat', codes, dict: ['low', 'high'] };
}

/** Names of the features, the most telling first. */
function inOrder(
  data: Dataset,
  { target, parts }: Ready,
  importances: readonly { column: string; mean: number }[] | null,
): string[] {
  const tells = new Map(
    importances
      ? importances.map(({ column, mean }) => [column, mean])
      : driftOf(data, target, byOutcome(target, parts.dev), parts.dev).columns.map(({ name, smd }) => [
          name,
          smd ?? -1,
        ]),
  );
  return [...data.cols.keys()].sort((a, b) => (tells.get(b) ?? -1) - (tells.get(a) ?? -1));
}

/**
 * A page of test rows of one kind with their cells. Features only: what identifies people, what is ignored, patient,
 * site and time are none, and free text stays out, as it may name people.
 */
export function tableCases(
  ready: Ready,
  { columns: plans }: Pick<Study, 'columns'>,
  tested: TestedRows,
  importances: readonly { column: string; mean: number }[] | null,
  { kind, surest, from, limit }: CasesApi['tableCases'][0],
): TableCases {
  const { target } = ready;
  const hidden = new Set(
    plans.filter((c) => c.identifier !== undefined || c.type === 'identifier').map((c) => c.name),
  );
  const shown = [...ready.data.cols].filter(([name, column]) => column.kind !== 'text' && !hidden.has(name));
  const data: Dataset = { ...ready.data, cols: new Map(shown) };
  const names = inOrder(data, ready, importances);
  const all = judged(target, tested);
  const some = all
    .filter(IS[kind])
    .sort((a, b) => (surest ? b.sure - a.sure : a.sure - b.sure) || a.row - b.row)
    .slice(from, from + limit);
  const said = (value: number) => (target.kind === 'regression' ? String(value) : target.classes[value]);
  return {
    columns: names.map((name) => ({ name, unit: plans.find((c) => c.name === name)?.unit ?? '' })),
    order: importances ? 'importance' : 'difference',
    counts: Object.fromEntries(KINDS[target.kind].map((one) => [one, all.filter(IS[one]).length])),
    cases: some.map(
      ({ row, observed, predicted, p, sure }): TableCase => ({
        row,
        observed: said(observed),
        predicted: said(predicted),
        p,
        sure,
        values: names.map((name) => {
          const column = data.cols.get(name);
          return column ? cellOf(column, row) : null;
        }),
      }),
    ),
  };
}

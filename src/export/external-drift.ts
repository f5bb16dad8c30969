import type { Column, Dataset, Target } from '../data/dataset';
import { pairNames } from '../data/pair';
import type { DevelopmentColumn } from '../evaluate/development';
import { momentsOf } from '../evaluate/table-one/moments';
import { smdOfLevels, smdOfMeans } from '../evaluate/table-one/smd';
import type { External } from '../study/results/external';
import type { NewRows } from './inputs';
import type { InputColumn, Predictor } from './predictor';

type Drift = External['drift'][number];

const isMissing = (column: Column, row: number): boolean => {
  if (column.kind === 'num' || column.kind === 'date') return Number.isNaN(column.v[row]);
  return column.kind === 'multi' ? column.offsets[row] === column.offsets[row + 1] : column.codes[row] < 0;
};

const countWhere = (n: number, holds: (row: number) => boolean): number => {
  let count = 0;
  for (let row = 0; row < n; row++) if (holds(row)) count++;
  return count;
};

/**
 * Levels that were too rare in development to be told are one group here too, and so are those it never had. Counts
 * of the development rows come from their shares, which is all that the measure reads.
 */
function levelDifference(codes: Int32Array, shares: readonly (number | null)[]): number | null {
  const known = shares.flatMap((share, code) => (share === null ? [] : [{ share, code }]));
  const place = new Map(known.map(({ code }, i) => [code, i]));
  const here = new Array<number>(known.length + 1).fill(0);
  for (const code of codes) if (code >= 0) here[place.get(code) ?? known.length]++;
  const rest = 1 - known.reduce((sum, { share }) => sum + share, 0);
  return smdOfLevels([...known.map(({ share }) => share), Math.max(0, rest < 1e-9 ? 0 : rest)], here);
}

function difference(column: Column, before: DevelopmentColumn | undefined): number | null {
  if (column.kind === 'num' && before?.numbers) {
    const sorted = column.v.filter((value) => !Number.isNaN(value)).sort();
    const rest = { q1: Number.NaN, median: Number.NaN, q3: Number.NaN };
    return smdOfMeans({ ...before.numbers, ...rest }, momentsOf(sorted));
  }
  return column.kind === 'cat' && before?.shares ? levelDifference(column.codes, before.shares) : null;
}

/** Shares of rows outside the range, and with unknown levels; absent where the column has no range or levels. */
function beyond(
  column: Column,
  { range, levels }: Pick<InputColumn, 'range' | 'levels'>,
  unread: number,
  n: number,
): Pick<Drift, 'outside' | 'unknown'> {
  const share = (count: number) => (n === 0 ? 0 : count / n);
  if ((column.kind === 'num' || column.kind === 'date') && range) {
    const { v } = column;
    return {
      outside: share(countWhere(n, (row) => v[row] < range.min || v[row] > range.max)),
      unknown: share(unread),
    };
  }
  if ((column.kind === 'cat' || column.kind === 'multi') && levels) {
    const rows = countWhere(n, (row) => {
      const [from, to] =
        column.kind === 'cat' ? [row, row + 1] : [column.offsets[row], column.offsets[row + 1]];
      return column.codes.subarray(from, to).some((code) => code >= levels.length);
    });
    return { unknown: share(Math.max(rows, unread)) };
  }
  return {};
}

/**
 * How new rows differ from those that a model was developed on, input by input, then the outcome. `absent`: inputs
 * that the file does not have.
 */
export function externalDrift(
  { inputs, development, task }: Pick<Predictor, 'inputs' | 'development' | 'task'>,
  rows: NewRows,
  target: Target,
  absent: ReadonlySet<string>,
): Drift[] {
  const of = new Map(development?.columns.map((column) => [column.name, column]));
  const names = new Set(inputs.map(({ name }) => name));
  const parts = inputs.flatMap((input) => {
    const columns = input.type === 'pair' ? pairNames(input.name, names) : [input.name];
    return columns.map((name, i) => ({ name, input: i === 1 ? { ...input, range: input.second } : input }));
  });
  const driftOf = (name: string, data: Pick<Dataset, 'n'>, column: Column, input: InputColumn): Drift => {
    const before = of.get(name);
    return {
      column: name,
      difference: absent.has(input.name) ? null : difference(column, before),
      missing: data.n === 0 ? 0 : countWhere(data.n, (row) => isMissing(column, row)) / data.n,
      before: before?.missing ?? null,
      ...(absent.has(input.name)
        ? { absent: true as const }
        : beyond(column, input, rows.unread.get(input.name)?.length ?? 0, data.n)),
    };
  };
  return [
    ...parts.flatMap(({ name, input }) => {
      const column = rows.cols.get(name);
      return column ? [driftOf(name, rows, column, input)] : [];
    }),
    {
      column: task.target,
      difference: difference(outcomeColumn(target), development?.outcome),
      missing: 0,
      before: 0,
    },
  ];
}

const outcomeColumn = ({ kind, classes, y }: Target): Column =>
  kind === 'regression'
    ? { kind: 'num', v: y }
    : { kind: 'cat', codes: Int32Array.from(y, (k) => (Number.isNaN(k) ? -1 : k)), dict: classes };

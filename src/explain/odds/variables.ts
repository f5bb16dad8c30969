import type { CatColumn, Column, Dataset, MultiColumn } from '../../data/dataset';
import type { Association } from '../../study/results/association';
import { FEWEST } from '../feature-bins';

type Variable = Association['variables'][number];
type Term = Variable['terms'][number];

/** A clinical column as columns of a regression. */
export interface Coded {
  about: Omit<Variable, 'terms'>;
  terms: Pick<Term, 'level' | 'others' | 'n'>[];
  /** A list of values a term, one a row; NaN where the cell is missing. */
  values: Float64Array[];
}

/** Levels, or items of a list, that have a line of their own. */
const LEVELS = 15;
/** Of a category with more levels than this every patient is a case of its own. */
const TOO_MANY = 50;

type LeftOut = Association['leftOut'][number];

/**
 * The columns of clinical data as they are read in a paper: numbers a unit, categories against their commonest level,
 * items of a list as present or not. `patient`: of each row; levels and items of fewer than five stand together, and
 * items that do are left out.
 */
export function codedVariables(
  data: Dataset,
  units: ReadonlyMap<string, string>,
): { coded: Coded[]; leftOut: LeftOut[] } {
  const coded: Coded[] = [];
  const leftOut: LeftOut[] = [];
  for (const [name, column] of data.cols) {
    const found = codedOf(name, column, data.unit, units.get(name));
    if (typeof found === 'string') leftOut.push({ name, why: found });
    else coded.push(found);
  }
  return { coded, leftOut };
}

function codedOf(
  name: string,
  column: Column,
  patient: Int32Array,
  unit: string | undefined,
): Coded | LeftOut['why'] {
  switch (column.kind) {
    case 'date':
    case 'text':
      return column.kind;
    case 'num': {
      const known = column.v.filter((value) => !Number.isNaN(value));
      if (known.length === 0) return 'empty';
      if (known.every((value) => value === known[0])) return 'constant';
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const sd = Math.sqrt(squares / (known.length - 1));
      return {
        about: { name, kind: 'number', sd, ...(unit && { unit }) },
        terms: [{ level: null, n: known.length }],
        values: [column.v],
      };
    }
    case 'cat':
      return codedLevels(name, column, patient);
    case 'multi':
      return codedItems(name, column, patient);
  }
}

function codedLevels(name: string, { codes, dict }: CatColumn, patient: Int32Array): Coded | LeftOut['why'] {
  const rows = new Uint32Array(dict.length);
  const patients = dict.map(() => new Set<number>());
  codes.forEach((code, row) => {
    if (code < 0) return;
    rows[code]++;
    patients[code].add(patient[row]);
  });
  const levels = Array.from(rows.keys()).filter((code) => rows[code] > 0);
  if (levels.length === 0) return 'empty';
  if (levels.length === 1) return 'constant';
  if (levels.length > TOO_MANY) return 'tooManyLevels';
  const common = [...levels].sort((a, b) => rows[b] - rows[a] || a - b);
  const pooled = common.filter((code, place) => patients[code].size < FEWEST || place >= LEVELS);
  // A pool that is itself too small takes the rarest of the others.
  const size = () => new Set(pooled.flatMap((code) => [...patients[code]])).size;
  for (let at = common.length - pooled.length - 1; pooled.length > 0 && size() < FEWEST && at >= 0; at--)
    pooled.push(common[at]);
  const rare = new Set(pooled);
  const own = levels.filter((code) => !rare.has(code));
  const reference = common.find((code) => !rare.has(code));
  if (reference === undefined || own.length + +(rare.size > 0) < 2) return 'constant';
  const indicator = (has: (code: number) => boolean) =>
    Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : +has(code)));
  const compared = own.filter((code) => code !== reference);
  return {
    about: { name, kind: 'category', reference: { level: dict[reference], n: rows[reference] } },
    terms: [
      ...compared.map((code) => ({ level: dict[code], n: rows[code] })),
      ...(rare.size > 0
        ? [{ level: null, others: rare.size, n: pooled.reduce((sum, code) => sum + rows[code], 0) }]
        : []),
    ],
    values: [
      ...compared.map((code) => indicator((c) => c === code)),
      ...(rare.size > 0 ? [indicator((c) => rare.has(c))] : []),
    ],
  };
}

function codedItems(
  name: string,
  { codes, offsets, dict }: MultiColumn,
  patient: Int32Array,
): Coded | LeftOut['why'] {
  const n = patient.length;
  const present = dict.map(() => new Float64Array(n));
  for (let row = 0; row < n; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++) if (codes[k] >= 0) present[codes[k]][row] = 1;
  const found = present.map((values, code) => {
    const rows = Array.from(values.keys()).filter((row) => values[row] === 1);
    const others = new Set(Array.from(values.keys(), (row) => (values[row] === 0 ? patient[row] : -1)));
    others.delete(-1);
    return {
      code,
      values,
      n: rows.length,
      patients: new Set(rows.map((row) => patient[row])).size,
      rest: others.size,
    };
  });
  const shown = found
    .filter((item) => item.patients >= FEWEST && item.rest >= FEWEST)
    .sort((a, b) => b.n - a.n || a.code - b.code)
    .slice(0, LEVELS);
  if (shown.length === 0) return 'empty';
  return {
    about: { name, kind: 'list' },
    terms: shown.map((item) => ({ level: dict[item.code], n: item.n })),
    values: shown.map((item) => item.values),
  };
}

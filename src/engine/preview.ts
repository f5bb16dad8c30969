import type { Column, Dataset, Target } from '../data/dataset';
import { stepByName } from '../prep/index';
import { applyPipeline, fitPipeline } from '../prep/pipeline';
import { BenchsideError, errorRecord } from '../study/errors';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { type Ready, takeDev } from './prepare';
import { previewRows } from './preview-rows';
import type { ColumnPreview, Distribution, StepPreview } from './protocol';

const BINS = 20;
const SHOWN_ROWS = 6;
const SHOWN_LEVELS = 12;
const DAY_MS = 86_400_000;

/** Before and after of one step, on training rows of the first fold. */
export function previewStep(ready: Ready, study: Study, stepId: string): StepPreview {
  const at = study.steps.findIndex((s) => s.id === stepId);
  if (at < 0) throw new BenchsideError('prep.unknownStep', { step: stepId });
  const { target } = ready;
  const { rows, sampled } = previewRows(ready, study, at + 1);
  const y = { ...target, y: Float64Array.from(rows, (row) => target.y[row]) };
  const empty = { columns: [], columnsIn: 0, columnsOut: 0, rows: rows.length, sampled };
  const ctx = { rng: rng(study.seed, 'prep', 'fold', 0) };
  try {
    const prefix = fitPipeline(study.steps.slice(0, at), takeDev(ready, rows), y, ctx);
    const before = prefix.data;
    const { step: name, params, columns } = study.steps[at];
    const fitted = fitPipeline([study.steps[at]], before, prefix.target, ctx);
    // Where the training part becomes what any other rows would, it is not made twice.
    const step = stepByName(name);
    const after = step.trainOut || step.resample ? applyPipeline(fitted.fitted, before) : fitted.data;
    return {
      ...empty,
      columns: step
        .concerns(before, params)
        .filter((column) => columns?.includes(column) ?? true)
        .map((column) => previewColumn(column, before, after)),
      columnsIn: before.cols.size,
      columnsOut: after.cols.size,
      ...(step.kind === 'resample' && { outcome: outcomes(prefix.target, fitted.target) }),
      error: null,
    };
  } catch (error) {
    return { ...empty, error: errorRecord(error) };
  }
}

/** Rows of each class before and after a step that takes other rows; empty where the outcome is a number. */
function outcomes(before: Target, after: Target): NonNullable<StepPreview['outcome']> {
  const count = ({ y }: Target, code: number) => y.reduce((sum, value) => sum + (value === code ? 1 : 0), 0);
  return before.classes.map((label, code) => ({
    label,
    before: count(before, code),
    after: count(after, code),
  }));
}

/** What stands between a column's name and the rest of a new column's: `sex=F`, `chol:missing`, `drugs∋DM`, `icd#7`, `ward→died`. */
const MARKS = ['=', ':', '∋', '#', '→'];

const isNamedAfter = (name: string, source: string): boolean =>
  MARKS.some((mark) => name.startsWith(source + mark));

/** Columns that came out of one column: itself, and new ones named after it and after no longer name. */
function descendants(name: string, before: Dataset, after: Dataset): string[] {
  const longer = [...before.cols.keys()].filter((other) => isNamedAfter(other, name));
  const born = [...after.cols.keys()].filter(
    (other) =>
      !before.cols.has(other) &&
      isNamedAfter(other, name) &&
      !longer.some((source) => isNamedAfter(other, source)),
  );
  return after.cols.has(name) ? [name, ...born] : born;
}

function previewColumn(name: string, before: Dataset, after: Dataset): ColumnPreview {
  const source = before.cols.get(name)!;
  const out = descendants(name, before, after);
  const rows = shownRows(source, before.n);
  return {
    name,
    before: distribution(source, before.n),
    after: out.map((other) => ({ name: other, ...distribution(after.cols.get(other)!, after.n) })),
    samples: {
      before: rows.map((row) => cell(source, row)),
      after: rows.map((row) => out.map((other) => cell(after.cols.get(other)!, row))),
    },
  };
}

/** The first rows, with a missing one among them where there is one: that is what most steps are about. */
function shownRows(column: Column, n: number): number[] {
  const rows = Array.from({ length: Math.min(n, SHOWN_ROWS) }, (_, i) => i);
  if (rows.some((row) => isMissing(column, row))) return rows;
  for (let row = SHOWN_ROWS; row < n; row++)
    if (isMissing(column, row)) {
      rows[rows.length - 1] = row;
      break;
    }
  return rows;
}

function isMissing(column: Column, row: number): boolean {
  switch (column.kind) {
    case 'num':
    case 'date':
      return Number.isNaN(column.v[row]);
    case 'cat':
    case 'text':
      return column.codes[row] < 0;
    case 'multi':
      return column.offsets[row] === column.offsets[row + 1];
  }
}

/** A cell as shown: 4 significant digits. */
function cell(column: Column, row: number): string | null {
  switch (column.kind) {
    case 'num':
      return Number.isNaN(column.v[row]) ? null : String(Number(column.v[row].toPrecision(4)));
    case 'date':
      return Number.isNaN(column.v[row]) ? null : new Date(column.v[row] * DAY_MS).toISOString().slice(0, 10);
    case 'cat':
    case 'text':
      return column.codes[row] < 0 ? null : column.dict[column.codes[row]];
    case 'multi': {
      const codes = column.codes.subarray(column.offsets[row], column.offsets[row + 1]);
      return codes.length ? Array.from(codes, (code) => column.dict[code]).join(', ') : null;
    }
  }
}

function distribution(column: Column, n: number): Distribution {
  if (column.kind === 'num') return numbers(column.v);
  if (column.kind === 'date') return { ...numbers(column.v), dates: true };
  const counts = new Array<number>(column.dict.length).fill(0);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  let missing = 0;
  for (let row = 0; row < n; row++) if (isMissing(column, row)) missing++;
  const levels = column.dict
    .map((label, code) => ({ label, count: counts[code] }))
    .filter((level) => level.count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, SHOWN_LEVELS);
  return { kind: 'cat', levels, missing };
}

function numbers(v: Float64Array): Extract<Distribution, { kind: 'num' }> {
  let [min, max, sum, squares, present] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (const x of v) {
    if (Number.isNaN(x)) continue;
    if (x < min) min = x;
    if (x > max) max = x;
    sum += x;
    present++;
  }
  const histogram = new Array<number>(BINS).fill(0);
  const missing = v.length - present;
  if (!present) return { kind: 'num', min: 0, max: 0, histogram, missing, mean: 0, sd: 0 };
  const mean = sum / present;
  const range = max > min ? max - min : 1;
  for (const x of v) {
    if (Number.isNaN(x)) continue;
    squares += (x - mean) ** 2;
    histogram[Math.min(BINS - 1, Math.floor(((x - min) / range) * BINS))]++;
  }
  return { kind: 'num', min, max, histogram, missing, mean, sd: Math.sqrt(squares / present) };
}

import { expect, it } from 'vitest';
import type { Table } from '../data/dataset';
import { levelsIn, withLevels } from '../data/levels';
import { materialize } from '../data/materialize';
import { applyPipeline, fitPipeline, toMatrix } from '../prep/pipeline';
import { proposeSteps } from '../prep/propose';
import { cat } from '../prep/test-tables';
import { rng } from '../study/random';
import type { ColumnPlan, Task } from '../study/schema';
import { datasetFromRows, inputColumns } from './inputs';

const N = 600;
const random = rng('steps in use');
const any = (...values: string[]) => values[random.int(values.length)];
const code = () => `${any('I', 'E', 'C', 'J')}${10 + random.int(80)}.${random.int(10)}`;
const two = (value: number) => String(value).padStart(2, '0');
const date = (year: number) => `${year}-${two(1 + random.int(12))}-${two(1 + random.int(28))}`;

const kinds: Record<string, [ColumnPlan['type'], Partial<ColumnPlan>, () => string]> = {
  age: ['integer', {}, () => String(30 + random.int(60))],
  birth: ['date', {}, () => date(1930 + random.int(60))],
  admission: ['date', {}, () => date(2020 + random.int(4))],
  severity: ['ordinal', { order: ['mild', 'moderate', 'severe'] }, () => any('mild', 'moderate', 'severe')],
  sex: ['binary', {}, () => any('F', 'M')],
  ward: ['nominal', {}, () => `ward ${random.int(60)}`],
  diagnosis: ['nominal', {}, code],
  codes: ['multi', { separator: ';' }, () => `${code()};${code()}`],
  note: ['text', {}, () => `${any('chest', 'belly', 'back')} pain, ${any('fever', 'no fever', 'T 38.5')}`],
};
const cells = Object.fromEntries(
  Object.entries(kinds).map(([name, [, , cell]]) => [
    name,
    Array.from({ length: N }, () => (random.next() < 0.1 ? '' : cell())),
  ]),
);
const table: Table = {
  n: N,
  columns: [
    ...Object.entries(cells).map(([name, texts]) => ({
      name,
      column: cat(texts.map((each) => (each === '' ? null : each))),
    })),
    { name: 'died', column: cat(Array.from({ length: N }, () => any('no', 'yes'))) },
  ],
};
const columns: ColumnPlan[] = [
  ...Object.entries(kinds).map(
    ([name, [type, more]]): ColumnPlan => ({ name, type, role: 'feature', stored: true, ...more }),
  ),
  { name: 'died', type: 'binary', role: 'target', stored: true },
];
const task: Task = { kind: 'binary', target: 'died', classes: ['no', 'yes'] };

it('a patient typed into the form becomes the numbers that the same patient was in the table', () => {
  const { data: all, target } = materialize(table, columns, task);
  const data = withLevels(all, levelsIn(all, [...Array(N).keys()]));
  const steps = proposeSteps(data);
  expect(steps.map(({ id }) => id)).toEqual([
    'date-parts-1',
    'date-parts-2',
    'ordinal-1',
    'icd-chapter-1',
    'impute-1',
    'target-encoding-1',
    'one-hot-1',
    'multi-hot-1',
    'bag-of-words-1',
    'standardize-1',
  ]);
  const { fitted, data: out } = fitPipeline(steps, data, target!, { rng: rng(1) });
  const { names } = toMatrix(out);
  expect(names).toEqual(expect.arrayContaining(['birth:age', 'ward→yes', 'codes∋I00–I99', 'note∋pain']));
  const rows = Array.from({ length: N }, (_, row) =>
    Object.fromEntries(Object.entries(cells).map(([name, texts]) => [name, texts[row]])),
  );
  const typed = datasetFromRows(inputColumns(data, columns), rows);
  const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
  expect(toMatrix(applyPipeline(stored, typed), names)).toEqual(toMatrix(applyPipeline(fitted, data), names));
  // One at a time as well: no row depends on the others at hand.
  for (const row of [0, 17, N - 1]) {
    const one = toMatrix(
      applyPipeline(stored, datasetFromRows(inputColumns(data, columns), [rows[row]])),
      names,
    );
    const whole = toMatrix(applyPipeline(fitted, data), names);
    expect(one.x).toEqual(whole.x.slice(row * names.length, (row + 1) * names.length));
  }
});

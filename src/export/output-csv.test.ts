import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { datasetFromRows } from './inputs';
import { type OutputColumns, outputCsv } from './output-csv';
import type { InputColumn, Predictions } from './predictor';
import { markedRows, predictable, remarksOfRow, remarksOn } from './remarks';

const words = {
  unknown: 'unknown: {{names}}',
  outside: 'outside: {{names}}',
  needed: 'needs: {{names}}',
  missing: '{{count}} of {{all}} missing',
  leftOut: 'no prediction: not among the slices that the model looks at',
};

const inputs: InputColumn[] = [
  { name: 'age', type: 'integer', range: { min: 20, max: 90, median: 55 } },
  { name: 'sex', type: 'nominal', levels: ['F', 'M'] },
  {
    name: 'bp',
    type: 'pair',
    range: { min: 90, max: 180, median: 120 },
    second: { min: 50, max: 110, median: 80 },
  },
  { name: 'seen', type: 'date', range: { min: 18000, max: 19000, median: 18500 } },
];
const rows: Record<string, string>[] = [
  { age: '55', sex: 'F', bp: '120/80', seen: '2020-01-01' },
  { age: '91', sex: 'X', bp: '120/40', seen: '2030-01-01' },
  { sex: 'M', bp: '120/80', seen: '2020-01-01' },
  { age: '60', sex: 'M' },
];
const remarks = remarksOn(inputs, datasetFromRows(inputs, rows), ['age']);

describe('what there is to say about rows to come', () => {
  it('unknown levels, numbers of either place and dates out of range, what is missing and what is needed', () => {
    expect(rows.map((_, row) => remarksOfRow(remarks, row))).toEqual([
      { unknown: [], outside: [], needed: [], missing: 0 },
      { unknown: ['sex'], outside: ['age', 'bp', 'seen'], needed: [], missing: 0 },
      { unknown: [], outside: [], needed: ['age'], missing: 1 },
      { unknown: [], outside: [], needed: [], missing: 2 },
    ]);
    // What is missing and can be is no reason to look at a row.
    expect([...markedRows(remarks)]).toEqual([1, 2]);
    expect([...predictable(remarks)]).toEqual([0, 1, 3]);
  });
});

it('half of a pair that is needed is not enough, and of one that is not it is', () => {
  const halves = datasetFromRows(inputs, [
    { age: '50', bp: '120/-' },
    { age: '50', bp: '-/80' },
    { age: '50', bp: '120/80' },
  ]);
  expect(remarksOn(inputs, halves, ['bp']).needed).toEqual([{ name: 'bp', rows: Uint32Array.of(0, 1) }]);
  expect(remarksOn(inputs, halves, ['age']).needed).toEqual([]);
});

const predictions: Predictions = {
  kind: 'binary',
  classes: ['no', 'yes'],
  n: 4,
  p: Float32Array.of(0.25, 0.5, Number.NaN, 0.75),
  threshold: 0.5,
};
const cells = [
  ['=HYPERLINK("x")', 'a,b', '-', '+82 10'],
  ['0', '1', '1', '0'],
];
const columns: OutputColumns = { names: ['=name', 'predicted'], text: (column, row) => cells[column][row] };
const parsed = (parts: string[]) => Papa.parse<string[]>(parts.join('').trim(), { newline: '\n' }).data;

describe('the file with the predictions', () => {
  it('holds what came, nothing that runs, and the notes of each row', () => {
    expect(parsed(outputCsv(predictions, columns, remarks, words))).toEqual([
      ['row', "'=name", 'predicted', 'predicted (2)', 'probability_yes', 'threshold', 'notes'],
      ['1', '\'=HYPERLINK("x")', '0', 'no', '0.25', '0.5', ''],
      ['2', 'a,b', '1', 'yes', '0.5', '0.5', 'unknown: sex; outside: age, bp, seen'],
      ['3', '-', '1', '', '', '', 'needs: age; 1 of 4 missing'],
      ['4', "'+82 10", '0', 'yes', '0.75', '0.5', '2 of 4 missing'],
    ]);
  });

  it('a probability a class, or the value alone', () => {
    const none: OutputColumns = { names: [], text: () => '' };
    const p = Float32Array.of(0.5, 0.25, 0.25);
    const many = { kind: 'multiclass' as const, classes: ['a', 'b', 'c'], n: 1, p, threshold: null };
    expect(outputCsv(many, none, null, words)).toEqual([
      'row,predicted,probability_a,probability_b,probability_c\n',
      '1,a,0.5,0.25,0.25\n',
    ]);
    const value = {
      kind: 'regression' as const,
      classes: [],
      n: 1,
      p: Float32Array.of(-1.5),
      threshold: null,
    };
    expect(outputCsv(value, none, null, words)).toEqual(['row,predicted\n', '1,-1.5\n']);
  });

  it('says that it is UTF-8 where that matters, and ends every row in parts of many', () => {
    const n = 5000;
    const many = { ...predictions, n, p: new Float32Array(n) };
    const parts = outputCsv(many, { names: ['이름'], text: (_, row) => String(row) }, null, words);
    expect(parts[0]).toBe('\uFEFF');
    expect(parts.join('').split('\n')).toHaveLength(n + 2);
    expect(parts.join('').split('\n').at(-2)).toBe('5000,4999,no,0,0.5');
  });
});

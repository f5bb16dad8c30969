import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../data/dataset';
import { materialize } from '../data/materialize';
import type { ColumnPlan } from '../study/schema';
import { datasetFromRows, datasetFromTable, inputColumns, unknownLevels } from './inputs';
import type { InputColumn } from './predictor';
import { examplePredictor } from './testing';

const inputs: InputColumn[] = [
  { name: 'age', type: 'integer', range: { min: 40, max: 80, median: 60 } },
  { name: 'stage', type: 'nominal', levels: ['1', '2', 'IV', 'NA'] },
  { name: 'history', type: 'multi', separator: ';', levels: ['HTN', 'DM'] },
];
/** Cells as texts: null is missing. */
const shown = (column: Column | undefined): (string | null | string[])[] => {
  if (!column) throw new Error('no column');
  if (column.kind === 'num')
    return Array.from(column.v, (value) => (Number.isNaN(value) ? null : String(value)));
  if (column.kind === 'date') throw new Error('no dates here');
  if (column.kind === 'cat' || column.kind === 'text')
    return Array.from(column.codes, (code) => (code < 0 ? null : column.dict[code]));
  return Array.from({ length: column.offsets.length - 1 }, (_, i) =>
    Array.from(column.codes.subarray(column.offsets[i], column.offsets[i + 1]), (code) => column.dict[code]),
  );
};

describe('the inputs of a model', () => {
  it('hold levels and ranges of the rows given, and nothing of other columns', () => {
    const { data, study } = examplePredictor();
    const got = inputColumns(data, study.columns);
    expect(got.map((input) => input.name)).toEqual(['age', 'sex', 'cp', 'history']);
    const ages = [...(data.cols.get('age') as { v: Float64Array }).v]
      .filter((v) => !Number.isNaN(v))
      .sort((a, b) => a - b);
    // One row a patient here: the five lowest and the five highest, on average.
    const mean = (five: number[]) => Math.round(five.reduce((sum, age) => sum + age, 0) / 5);
    const [min, max] = [mean(ages.slice(0, 5)), mean(ages.slice(-5))];
    expect(got[0].range).toEqual({ min, max, median: (ages[16] + ages[17]) / 2 });
    expect(ages.length).toBe(34);
    expect(got[3]).toEqual({ name: 'history', type: 'multi', separator: ';', levels: ['HTN', 'DM'] });
  });

  it('leave out a level that no row has', () => {
    const column: Column = { kind: 'cat', codes: Int32Array.of(2, 0, -1), dict: ['a', 'b', 'c'] };
    const data = { n: 3, cols: new Map([['x', column]]), unit: Int32Array.of(0, 1, 2) };
    const [input] = inputColumns(data, [{ name: 'x', type: 'nominal', role: 'feature', stored: true }]);
    expect(input.levels).toEqual(['a', 'c']);
  });
});

describe('levels that were taken for the same', () => {
  it('count as one in rows to come', () => {
    const cells: Column = { kind: 'cat', codes: Int32Array.of(0, 1, 2), dict: ['F', 'female', 'M'] };
    const columns: ColumnPlan[] = [
      { name: 'sex', type: 'binary', role: 'feature', stored: true, same: { female: 'F', male: 'M' } },
    ];
    const { data } = materialize({ n: 3, columns: [{ name: 'sex', column: cells }] }, columns, null);
    const [input] = inputColumns(data, columns);
    expect(input.levels).toEqual(['F', 'M']);
    const later = datasetFromRows([input], [{ sex: 'male' }, { sex: 'female' }, { sex: 'F' }, { sex: '' }]);
    expect(shown(later.cols.get('sex'))).toEqual(['M', 'F', 'F', null]);
    expect(unknownLevels([input], later)).toEqual([]);
  });
});

describe('rows of the form', () => {
  it('become typed columns', () => {
    const data = datasetFromRows(inputs, [
      { age: ' 61 ', stage: '1.0', history: 'DM; HTN' },
      { age: '?', stage: '', history: '' },
      { stage: 'new', history: 'gout;DM' },
      { age: '1e1', stage: 'NA' },
    ]);
    expect(data.n).toBe(4);
    expect(shown(data.cols.get('age'))).toEqual(['61', null, null, '10']);
    // "NA" is a level here, as the development data had it.
    expect(shown(data.cols.get('stage'))).toEqual(['1', null, 'new', 'NA']);
    expect(shown(data.cols.get('history'))).toEqual([['DM', 'HTN'], [], ['gout', 'DM'], []]);
  });

  it.each(['', ' ', 'NA', '--', 'Unknown', 'missing', '결측'])(
    '%j is missing, as it is in a file, and not a level or a number of its own',
    (text) => {
      const data = datasetFromRows(inputs.slice(0, 1).concat(inputs[2], { ...inputs[1], levels: ['1'] }), [
        { age: text, stage: text, history: text },
      ]);
      for (const name of ['age', 'stage']) expect(shown(data.cols.get(name))).toEqual([null]);
      expect(shown(data.cols.get('history'))).toEqual([[]]);
    },
  );

  it.each(['abc', '1,5,0', '0x10', 'Infinity', '1e999', '12 kg'])(
    'a number %j is use.badNumber with its row',
    (text) => {
      const rows = [{ age: '1' }, { age: text }];
      expect(() => datasetFromRows(inputs, rows)).toThrow('use.badNumber {"name":"age","row":2}');
    },
  );

  it('are read as the training table was: units, limits, commas, pairs, dates, texts for missing', () => {
    const training = (texts: string[]): Table['columns'][number]['column'] => ({
      kind: 'cat',
      codes: Int32Array.from(texts.keys()),
      dict: texts,
    });
    const cells: Record<string, string[]> = {
      glucose: ['5,6 mmol/L', '<0,5', '1.234,5', '101 mg/dL', '1.234'],
      bp: ['120/80', '90 / 60 mmHg', '120/-', 'lost', '100/70'],
      seen: ['03.04.2021', '2021-04-03 12:00', '3-Apr-2021', '31.02.2021', '20210403'],
      grade: ['low', 'high', 'medium', 'low', 'unheard of'],
      dose: ['1', '-9', '2', '999', '3'],
      note: ['fever', 'NA', 'cough', 'well', 'x'],
    };
    const plans: ColumnPlan[] = [
      { name: 'glucose', type: 'continuous', decimal: 'comma', unit: 'mmol/L' },
      { name: 'bp', type: 'pair' },
      { name: 'seen', type: 'date', dateOrder: 'dayFirst' },
      { name: 'grade', type: 'ordinal', order: ['low', 'medium', 'high'] },
      { name: 'dose', type: 'integer', missing: ['-9', '999'] },
      { name: 'note', type: 'text', missing: ['x'] },
    ].map((plan) => ({ role: 'feature', stored: true, ...plan }) as ColumnPlan);
    const columns = Object.entries(cells).map(([name, texts]) => ({ name, column: training(texts) }));
    const { data } = materialize({ n: 5, columns }, plans, null);
    expect(data.cols.get('glucose')).toEqual({
      kind: 'num',
      v: Float64Array.of(5.6, 0.5, 1234.5, Number.NaN, 1234),
    });
    const [first, second] = ['bp (systolic)', 'bp (diastolic)'].map((name) => shown(data.cols.get(name)));
    expect(first).toEqual(['120', '90', '120', null, '100']);
    expect(second).toEqual(['80', '60', null, null, '70']);
    expect((data.cols.get('seen') as { v: Float64Array }).v).toEqual(
      Float64Array.of(18720, 18720.5, 18720, Number.NaN, 18720),
    );
    const given = inputColumns(data, plans);
    expect(given.find(({ name }) => name === 'note')).toEqual({ name: 'note', type: 'text', missing: ['x'] });
    const rows = [0, 1, 2, 3, 4].map((row) =>
      Object.fromEntries(Object.entries(cells).map(([name, texts]) => [name, texts[row]])),
    );
    expect(() => datasetFromRows(given, rows)).toThrow('use.badNumber {"name":"glucose","row":4}');
    const typed = datasetFromRows(
      given,
      rows.map((row) => ({
        ...row,
        glucose: row.glucose.replace('101 mg/dL', ''),
        bp: row.bp.replace('lost', ''),
      })),
    );
    const again = datasetFromTable(given, { n: 5, columns });
    for (const rowsToCome of [typed, again])
      for (const [name, column] of data.cols)
        if (column.kind === 'cat' || column.kind === 'text')
          expect(shown(rowsToCome.cols.get(name))).toEqual(shown(column));
        else expect([name, rowsToCome.cols.get(name)]).toEqual([name, column]);
    expect(unknownLevels(given, again).map(({ name, rows }) => [name, rows.length])).toEqual([
      ['glucose', 1],
      ['bp', 1],
      ['seen', 1],
      ['grade', 1],
    ]);
  });

  it('a column called like a part of every object is only a name', () => {
    const odd: InputColumn[] = [{ name: 'constructor', type: 'nominal', levels: ['x'] }];
    expect(shown(datasetFromRows(odd, [{}]).cols.get('constructor'))).toEqual([null]);
  });

  it('two levels that are the same number keep their own texts', () => {
    const odd: InputColumn[] = [{ name: 'x', type: 'nominal', levels: ['01', '1'] }];
    const data = datasetFromRows(odd, [{ x: '1' }, { x: '01' }, { x: '1.0' }]);
    expect(shown(data.cols.get('x'))).toEqual(['1', '01', '01']);
  });
});

describe('rows of a table', () => {
  const table = (columns: Table['columns']): Table => ({ n: 2, columns });
  const cat = (...dict: string[]) => ({ kind: 'cat' as const, codes: Int32Array.from(dict.keys()), dict });

  it('are found by name, in any order, among others, whatever type they were read as', () => {
    const data = datasetFromTable(
      inputs,
      table([
        { name: 'history', column: cat('HTN', 'HTN;DM') },
        { name: 'extra', column: cat('x', 'y') },
        { name: 'stage', column: { kind: 'num', v: Float64Array.of(2, Number.NaN) } },
        { name: 'age', column: cat('55', 'n/a') },
      ]),
    );
    expect([...data.cols.keys()]).toEqual(['age', 'stage', 'history']);
    expect(shown(data.cols.get('age'))).toEqual(['55', null]);
    expect(shown(data.cols.get('stage'))).toEqual(['2', null]);
    expect(shown(data.cols.get('history'))).toEqual([['HTN'], ['HTN', 'DM']]);
  });

  it('with levels that the model has never seen are counted: a table coded in another way is noticed', () => {
    const rows: Record<string, string>[] = [
      { age: '999', stage: 'III', history: 'gout;DM;asthma' },
      { stage: '1.0', history: 'HTN' },
      { stage: 'three', history: '' },
      { stage: '?' },
    ];
    expect(unknownLevels(inputs, datasetFromRows(inputs, rows))).toEqual([
      { name: 'stage', rows: Uint32Array.of(0, 2) },
      { name: 'history', rows: Uint32Array.of(0) },
    ]);
    expect(unknownLevels(inputs, datasetFromRows(inputs, rows.slice(1, 2)))).toEqual([]);
  });

  it('without a column are use.missingColumn', () => {
    expect(() => datasetFromTable(inputs, table([{ name: 'age', column: cat('1', '2') }]))).toThrow(
      'use.missingColumn {"name":"stage"}',
    );
  });

  it('a number survives, however it came', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const asNumber = table([{ name: 'age', column: { kind: 'num', v: Float64Array.of(value, value) } }]);
        const asText = table([{ name: 'age', column: cat(String(value), '1') }]);
        for (const given of [asNumber, asText]) {
          const column = datasetFromTable([inputs[0]], given).cols.get('age');
          expect(column?.kind === 'num' && column.v[0] === value).toBe(true);
        }
      }),
    );
  });
});

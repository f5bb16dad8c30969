import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvCell, predictionsCsv } from './csv';
import type { Predictions } from './predictor';

const binary: Predictions = {
  kind: 'binary',
  classes: ['no', 'yes'],
  n: 3,
  p: Float32Array.of(0.1, 0.4, 0.9),
  threshold: 0.4,
};

describe('predictions as CSV', () => {
  it('binary: probability and the class at the threshold', () => {
    expect(predictionsCsv(binary)).toBe(
      'row,probability,predicted\n0,0.100000001,no\n1,0.400000006,yes\n2,0.899999976,yes\n',
    );
  });

  it('with the rows of the file and what was observed', () => {
    const csv = predictionsCsv(binary, { row: [4, 7, 11], observed: ['no', 'no', 'yes'] });
    expect(csv.split('\n').slice(0, 3)).toEqual([
      'row,observed,probability,predicted',
      '4,no,0.100000001,no',
      '7,no,0.400000006,yes',
    ]);
  });

  it('multiclass: a probability a class', () => {
    const p = Float32Array.of(0.25, 0.5, 0.25, 0.75, 0.125, 0.125);
    const csv = predictionsCsv({ kind: 'multiclass', classes: ['a', 'b,c', '=d'], n: 2, p, threshold: null });
    expect(csv).toBe(
      'row,probability_a,"probability_b,c",probability_=d,predicted\n0,0.25,0.5,0.25,"b,c"\n1,0.75,0.125,0.125,a\n',
    );
  });

  it('regression: the value alone; a negative number is no formula', () => {
    const p = Float32Array.of(-1.5, 2);
    const csv = predictionsCsv(
      { kind: 'regression', classes: [], n: 2, p, threshold: null },
      { row: [0, 1], observed: ['-1', '3'] },
    );
    expect(csv).toBe('row,observed,predicted\n0,-1,-1.5\n1,3,2\n');
  });

  it('a row without a prediction has empty cells', () => {
    const p = Float32Array.of(0.5, Number.NaN, 0.25);
    expect(predictionsCsv({ ...binary, p })).toBe('row,probability,predicted\n0,0.5,yes\n1,,\n2,0.25,no\n');
  });

  it.each(['-', '-1', '+1e3', '-.5', '12'])('%j runs nothing and stays as it is', (text) => {
    expect(csvCell(text)).toBe(text);
  });

  it('no rows: the header', () => {
    expect(predictionsCsv({ ...binary, n: 0, p: new Float32Array(0) })).toBe('row,probability,predicted\n');
  });

  it.each(['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '--'])(
    'a class %j cannot run as a formula',
    (label) => {
      const csv = predictionsCsv({ ...binary, classes: ['no', label], n: 1, p: Float32Array.of(1) });
      const rows = Papa.parse<string[]>(csv, { newline: '\n' }).data;
      expect(rows[1][2]).toBe(`'${label}`);
    },
  );

  it('a row without a prediction has empty cells, and is of no class', () => {
    const none = predictionsCsv({
      ...binary,
      classes: ['no', 'yes'],
      n: 2,
      p: Float32Array.of(Number.NaN, 1),
    });
    expect(none.split('\n').slice(1)).toEqual(['0,,', '1,1,yes', '']);
  });

  it('every label comes back from a CSV parser, and every float32 the same', () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), finite, (label, p) => {
        const csv = predictionsCsv(
          { ...binary, classes: ['no', label], n: 1, p: Float32Array.of(p) },
          { row: [0], observed: [label] },
        );
        const rows = Papa.parse<string[]>(csv, { newline: '\n', delimiter: ',' }).data;
        expect(rows[1][1].replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')).toBe(label);
        expect(Math.fround(Number(rows[1][2]))).toBe(p);
      }),
    );
  });
});

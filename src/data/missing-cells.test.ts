import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { USUAL_MISSING } from './cells';
import { ColumnBuilder } from './column-builder';
import { cellKey, decideMissing, missingTest } from './missing-cells';
import { asCategories } from './typed-column';

const encoder = new TextEncoder();
function read(cells: string[], decimalComma = false) {
  const builder = new ColumnBuilder(decimalComma);
  for (const cell of cells) {
    const bytes = encoder.encode(cell);
    builder.push(bytes, 0, bytes.length);
  }
  return builder.finish();
}
const shown = (column: ReturnType<typeof decideMissing>) => {
  const { codes, dict } = asCategories(column);
  return Array.from(codes, (code) => (code < 0 ? null : dict[code]));
};

describe('the tokens of a column', () => {
  it('are kept beside it by row, blanks apart', () => {
    expect(read(['1', '?', '', 'NA', '2', '?'])).toEqual({
      column: { kind: 'num', v: Float64Array.of(1, Number.NaN, Number.NaN, Number.NaN, 2, Number.NaN) },
      gaps: { tokens: ['?', 'NA'], codes: Uint8Array.of(0, 1, 0, 2, 0, 1) },
    });
    expect(read(['a', '', 'b']).gaps).toBeUndefined();
  });

  it('survive the change of a long column to plain numbers, and back to texts', () => {
    const numbers = Array.from({ length: 70_000 }, (_, i) => String(i));
    const cells = ['?', ...numbers, 'Unknown', '', '7.5'];
    const asNumbers = read(cells);
    expect(asNumbers.column.kind).toBe('num');
    expect(asNumbers.gaps?.tokens).toEqual(['?', 'Unknown']);
    expect([asNumbers.gaps?.codes[0], asNumbers.gaps?.codes[70_001], asNumbers.gaps?.codes[70_002]]).toEqual([
      1, 2, 0,
    ]);
    const asTexts = read([...cells, 'haemolysed', 'n/a']);
    expect(asTexts.column.kind).toBe('cat');
    expect(asTexts.gaps?.tokens).toEqual(['?', 'Unknown', 'n/a']);
    expect(Array.from(asTexts.gaps?.codes ?? []).flatMap((code, row) => (code > 0 ? [row] : []))).toEqual([
      0, 70_001, 70_005,
    ]);
    expect(shown(decideMissing(asTexts, ['?'])).slice(70_000)).toEqual([
      '69999',
      'Unknown',
      null,
      '7.5',
      'haemolysed',
      'n/a',
    ]);
  });

  it('of a comma that may part thousands or decimals: the column stays as written', () => {
    expect(read(['1,234', '250'], true).column).toMatchObject({ kind: 'cat', dict: ['1,234', '250'] });
    expect(read(['1,234', '12,5'], true)).toEqual({
      column: { kind: 'num', v: Float64Array.of(1.234, 12.5) },
      decimalComma: true,
    });
  });
});

describe('what stands for missing', () => {
  it('without a list is what was read', () => {
    const column = read(['1', '?', '3']);
    expect(decideMissing(column, undefined)).toBe(column.column);
  });

  it('are the cells that the list names, numbers by their value', () => {
    const column = read(['1', '-9', '999', '?', '-9.0']);
    expect(decideMissing(column, ['?', '-9'])).toEqual({
      kind: 'num',
      v: Float64Array.of(1, Number.NaN, 999, Number.NaN, Number.NaN),
    });
  });

  it('are not the tokens that it leaves out: they are levels', () => {
    expect(shown(decideMissing(read(['F', 'Unknown', 'M', 'NA', '']), ['na']))).toEqual([
      'F',
      'Unknown',
      'M',
      null,
      null,
    ]);
    expect(shown(decideMissing(read(['0', '1', 'none']), []))).toEqual(['0', '1', 'none']);
  });

  it('is the same for any spelling of a text and of a number', () => {
    expect(['NA', 'na', ' Na '].map(cellKey)).toEqual(Array(3).fill('~na'));
    expect(['-9', '-9.0', ' -9'].map(cellKey)).toEqual(Array(3).fill('#-9'));
    expect(cellKey('007')).toBe('~007');
    expect(missingTest([])('  ')).toBe(true);
  });

  it('with the usual list as a list is the same as without one, for any cells', () => {
    const cell = fc.oneof(
      fc.constantFrom(...USUAL_MISSING, '', 'F', '1', '-9', '1.0'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), (cells) => {
        const column = read(cells.map((text) => text.trim()));
        expect(shown(decideMissing(column, USUAL_MISSING))).toEqual(shown(column.column));
      }),
    );
  });
});

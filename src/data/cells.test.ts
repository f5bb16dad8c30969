import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMissing, parseNumber, plainNumber } from './cells';

describe('isMissing', () => {
  it.each([
    '',
    ' ',
    '?',
    'NA',
    'n/a',
    'NaN',
    'NULL',
    'None',
    '-',
    '--',
    '.',
    'Unknown',
    'MISSING',
    '#N/A',
    '결측',
    '모름',
  ])('takes %j for a missing cell', (text) => expect(isMissing(text)).toBe(true));

  it.each(['0', 'no', 'nan1', 'unknown drug', 'n a', '---'])('takes %j for a value', (text) =>
    expect(isMissing(text)).toBe(false),
  );
});

describe('parseNumber', () => {
  it.each([
    ['12', 12],
    ['-12.50', -12.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['0', 0],
    ['0.07', 0.07],
    ['1e-3', 0.001],
    ['6.02E23', 6.02e23],
    ['123456789012345', 123456789012345],
    ['0.12345678901234567890', 0.12345678901234568],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text, false)).toBe(value);
    expect(parseNumber(text, true)).toBe(value);
  });

  it.each([
    '007',
    '-01',
    '00',
    '1234567890123456',
    '1e999',
    '12E456',
    'Infinity',
    '0x10',
    '1_000',
    '1 000',
    '1,000,000',
    '12 mm',
    '<5',
    '.',
    'e5',
    '١٢',
    '',
  ])('leaves %j a text', (text) => expect(parseNumber(text, true)).toBeNaN());

  it('reads a decimal comma only where it was asked to', () => {
    expect(parseNumber('12,5', true)).toBe(12.5);
    expect(parseNumber('-0,25', true)).toBe(-0.25);
    expect(parseNumber('12,5', false)).toBeNaN();
    expect(parseNumber('007,5', true)).toBeNaN();
  });
});

describe('plainNumber', () => {
  const read = (text: string) => {
    const bytes = new TextEncoder().encode(`x${text}x`);
    return plainNumber(bytes, 1, bytes.length - 1);
  };

  it.each(['0', '-0', '12', '-12.50', '.5', '5.', '-.25', '0.1', '999999999999999', '0.00000000000001'])(
    'reads %s',
    (text) => expect(read(text)).toBe(Number(text)),
  );

  it.each(['', '-', '.', '-.', '1.2.3', '1e3', '+1', '007', '-01', '1234567890123456', '1-2', '١'])(
    'leaves %j to parseNumber',
    (text) => expect(read(text)).toBeNaN(),
  );

  it('agrees with parseNumber to the last bit wherever it answers', () => {
    const decimal = fc.tuple(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.nat(14)).map(([digits, places]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
      return `${digits < 0n ? '-' : ''}${text.slice(0, text.length - places)}.${text.slice(text.length - places)}`;
    });
    const scrap = fc
      .array(fc.constantFrom('0', '1', '9', '.', '-', '+', 'e'), { maxLength: 8 })
      .map((p) => p.join(''));
    let answered = 0;
    fc.assert(
      fc.property(fc.oneof(decimal, scrap), (text) => {
        const value = read(text);
        if (Number.isNaN(value)) return;
        answered++;
        expect(value).toBe(parseNumber(text, false));
      }),
      { numRuns: 3000, seed: 3 },
    );
    expect(answered).toBeGreaterThan(500);
  });
});

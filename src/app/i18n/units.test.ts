import { describe, expect, it } from 'vitest';
import { unitsOf } from './units';

/** Some versions of the locale data put a narrow space before a unit. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('units', () => {
  const en = unitsOf('en');

  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [45_200, '45 kB'],
    [12_345_678, '12.3 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('%d bytes are %s', (n, text) => {
    expect(plain(en.bytes(n))).toBe(text);
  });

  it.each([
    [0.2, '0 sec'],
    [59, '59 sec'],
    [125, '2 min 5 sec'],
    [600, '10 min'],
    [4320, '1 hr 12 min'],
    [7200, '2 hr'],
    [-3, '0 sec'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(plain(en.duration(seconds))).toBe(text);
  });

  it('gives a step two digits', () => {
    expect(plain(en.milliseconds(0.4213))).toBe('0.42 ms');
    expect(plain(en.milliseconds(11.27))).toBe('11 ms');
  });

  it('speaks Korean', () => {
    expect(plain(unitsOf('ko').duration(125))).toBe('2분 5초');
  });
});

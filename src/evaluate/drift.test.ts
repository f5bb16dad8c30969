import { expect, it } from 'vitest';
import type { Column } from '../data/dataset';
import { driftOf } from './drift';

const num = (values: number[]) => ({ kind: 'num' as const, v: Float64Array.from(values) });
const cat = (codes: number[], dict: string[]) => ({
  kind: 'cat' as const,
  codes: Int32Array.from(codes),
  dict,
});

it('differences, gaps and prevalence of two sites, worked out by hand', () => {
  const data = {
    n: 8,
    unit: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7]),
    cols: new Map<string, Column>([
      ['age', num([1, 2, 3, 99, 3, 4, 5, Number.NaN])],
      ['sex', cat([0, 0, 0, 1, 0, 1, 1, 1], ['F', 'M'])],
      ['gone', num([1, 2, 3, 4, ...new Array(4).fill(Number.NaN)])],
    ]),
  };
  const site = cat([0, 0, 0, 0, 1, 1, 1, 1], ['A', 'B', 'empty']);
  const target = {
    kind: 'binary' as const,
    classes: ['0', '1'],
    y: Float64Array.from([0, 0, 1, 1, 1, 1, 1, Number.NaN]),
  };
  // Row 3 is a test row: it changes nothing.
  const { sites, columns } = driftOf(data, target, site, Uint32Array.from([0, 1, 2, 4, 5, 6, 7]));
  expect(sites).toEqual([
    { site: 'A', rows: 3, prevalence: { share: 1 / 3, n: 3 } },
    { site: 'B', rows: 4, prevalence: { share: 1, n: 3 } },
  ]);
  const about = (name: string) => columns.find((c) => c.name === name);
  // Means 2 and 4, both of SD 1.
  expect(about('age')?.smd).toBeCloseTo(2, 12);
  expect(about('age')?.missing).toEqual([0, 0.25]);
  // Shares of M 0 and 3/4: |d| = .75 / sqrt((0 + .1875) / 2), Yang & Dalton 2012.
  expect(about('sex')?.smd).toBeCloseTo(0.75 / Math.sqrt(0.1875 / 2), 12);
  expect(about('gone')).toMatchObject({ smd: null, missing: [0, 1] });
});

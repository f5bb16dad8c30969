import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBundle } from './bundle';
import { datasetFromRows } from './inputs';
import { predict } from './predict';
import { plainForward } from './testing';

/** Rows with a gap, a level never seen, and a number far outside. */
const ROWS = [
  { age: '63', sex: 'F', cp: '2', history: 'HTN;DM' },
  { age: '', sex: 'M', cp: '9', history: '' },
  { age: '200', sex: '', cp: '1', history: 'DM' },
];

/** Written down when each version was the newest; version 1 by the code of that time. */
const EXPECTED: Record<number, number[]> = {
  1: [0.25980937480926514, 0.25213316082954407, 0.25],
  2: [0.25980937480926514, 0.25213316082954407, 0.25],
};

describe.each(Object.entries(EXPECTED))('a bundle of format version %s', (version, expected) => {
  it('still opens and predicts what it did', async () => {
    const zip = readFileSync(new URL(`./fixtures/bundle-v${version}.zip`, import.meta.url));
    const { predictor, study, journal } = await readBundle(new Uint8Array(zip));
    expect(study.name).toBe('An example');
    expect(journal.map(({ type }) => type)).toEqual(['search.started', 'trial.started', 'search.finished']);
    const { p } = await predict(predictor, datasetFromRows(predictor.inputs, ROWS), plainForward);
    p.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 6);
    });
    expect(p.length).toBe(expected.length);
  });
});

import { describe, expect, it } from 'vitest';
import { applyCalibration, type Calibration } from '../evaluate/recalibration/calibration';
import type { Task } from '../study/schema';
import { readBundle, writeBundle } from './bundle';
import { predict } from './predict';
import { examplePredictor } from './testing';

/** Outputs that depend on the row alone, one or three a row. */
const forward =
  (width: number) =>
  async (_spec: unknown, _weights: unknown, _x: Float32Array, n: number): Promise<Float32Array> =>
    Float32Array.from({ length: n * width }, (_, i) =>
      width === 1 ? (1 + (i % 9)) / 10 : [0.2, 0.5, 0.3][(i + Math.floor(i / 3)) % 3],
    );

const CALIBRATIONS: Calibration[] = [
  { kind: 'platt', intercept: -0.4, slope: 0.7 },
  { kind: 'isotonic', from: [0.1, 0.4, 0.8], to: [0.2, 0.3, 0.9] },
  { kind: 'temperature', temperature: 1.8 },
];

describe('a recalibrated model', () => {
  it.each(CALIBRATIONS)('predicts through its $kind, and the same after a bundle', async (calibration) => {
    const { predictor, study, data } = examplePredictor();
    const before = await predict(predictor, data, forward(1));
    const recalibrated = { ...predictor, calibration };
    const after = await predict(recalibrated, data, forward(1));
    expect(after.p).toEqual(Float32Array.from(applyCalibration(calibration, before.p, 2)));
    expect(after.p).not.toEqual(before.p);
    const home = await readBundle(await writeBundle({ predictor: recalibrated, study, journal: [] }));
    expect(home.predictor.calibration).toEqual(calibration);
    expect((await predict(home.predictor, data, forward(1))).p).toEqual(after.p);
  });

  it('of several classes still sums to one', async () => {
    const { predictor, data } = examplePredictor('multiclass');
    const { p } = await predict(
      { ...predictor, calibration: { kind: 'temperature', temperature: 0.5 } },
      data,
      forward(3),
    );
    for (let i = 0; i < p.length; i += 3) expect(p[i] + p[i + 1] + p[i + 2]).toBeCloseTo(1, 6);
    // Below one it is surer: .5 of .2, .5, .3 becomes .25 / .38.
    expect(Math.max(...p)).toBeCloseTo(0.25 / 0.38, 6);
  });

  it.each([
    ['multiclass', { kind: 'platt', intercept: 0, slope: 1 }],
    ['regression', { kind: 'temperature', temperature: 2 }],
  ] as [Task['kind'], Calibration][])(
    'a bundle of %s with one that is not for it is refused',
    async (kind, calibration) => {
      const { predictor, study } = examplePredictor(kind);
      const zip = await writeBundle({ predictor: { ...predictor, calibration }, study, journal: [] });
      await expect(readBundle(zip)).rejects.toThrow('bundle.broken');
    },
  );

  it.each([
    { from: [0.1, 0.9], to: [0.6, 0.4] },
    { from: [0.1, 0.9], to: [0.6, 1.2] },
  ])('a stair that falls or leaves [0, 1] is refused', async (corners) => {
    const { predictor, study } = examplePredictor();
    const broken = { ...predictor, calibration: { kind: 'isotonic' as const, ...corners } };
    await expect(writeBundle({ predictor: broken, study, journal: [] }).then(readBundle)).rejects.toThrow();
  });

  it('a bundle without one is read as before, and a broken one is refused', async () => {
    const { predictor, study } = examplePredictor();
    const plain = await readBundle(await writeBundle({ predictor, study, journal: [] }));
    expect('calibration' in plain.predictor).toBe(false);
    const broken = { ...predictor, calibration: { kind: 'isotonic' as const, from: [0.5, 0.2], to: [0, 1] } };
    await expect(writeBundle({ predictor: broken, study, journal: [] }).then(readBundle)).rejects.toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { multiWindow } from './multi-window';
import { farthest, formulaPicture } from './test-formula';
import { ctWindowStep } from './window';

/** -1024 to 2992 HU. */
const ct = () => {
  const picture = formulaPicture(6, 4);
  return {
    ...picture,
    v: picture.v.map((x) => 16 * x - 1024),
    unit: 'hu' as const,
    range: [-1024, 3071] as const,
  };
};
const seen = (params: Record<string, string | number>) =>
  ctWindowStep.apply!(ct(), { preset: 'custom', level: 0, width: 1, ...params }, null).v;

/** Of 0 to 1; pydicom rounds nothing here. */
const TOLERANCE = 1e-4;

describe('window, against pydicom.pixels.apply_windowing, LINEAR (pydicom 3.0.2), brought to 0 to 1', () => {
  const soft = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.817, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.2155, 1.0, 1.0, 1.0, 0.0,
    0.5764, 1.0, 1.0, 1.0, 1.0,
  ];
  const lung = [
    0.2175, 0.2495, 0.3456, 0.5057, 0.7298, 1.0, 0.2708, 0.3776, 0.5484, 0.7832, 1.0, 1.0, 0.431, 0.6124,
    0.8579, 1.0, 1.0, 1.0, 0.6978, 0.954, 1.0, 1.0, 1.0, 1.0,
  ];
  const bone = [
    0.0, 0.0, 0.0, 0.0, 0.1356, 0.3758, 0.0, 0.0, 0.0, 0.1801, 0.4291, 0.7315, 0.0, 0.0378, 0.2424, 0.5003,
    0.8116, 1.0, 0.1089, 0.3224, 0.5892, 0.9094, 1.0, 1.0,
  ];

  it('has the presets of radiology', () => {
    expect(farthest(seen({ preset: 'softTissue' }), soft)).toBeLessThan(TOLERANCE);
    expect(farthest(seen({ preset: 'lung' }), lung)).toBeLessThan(TOLERANCE);
    expect(farthest(seen({ preset: 'bone' }), bone)).toBeLessThan(TOLERANCE);
  });

  it('takes level and width by hand, and a width of 1 as a threshold', () => {
    expect(farthest(seen({ level: 50, width: 400 }), soft)).toBeLessThan(TOLERANCE);
    const threshold = [
      0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0,
      1.0, 1.0, 1.0,
    ];
    expect(Array.from(seen({ level: 10, width: 1 }))).toEqual(threshold);
  });

  it('puts three windows into three channels', () => {
    const { v, channels } = multiWindow.apply!(
      ct(),
      { first: 'lung', second: 'softTissue', third: 'bone' },
      null,
    );
    expect(channels).toBe(3);
    const wanted = [lung, soft, bone];
    for (let c = 0; c < 3; c++)
      expect(
        farthest(
          v.filter((_, i) => i % 3 === c),
          wanted[c],
        ),
      ).toBeLessThan(TOLERANCE);
  });

  it('is refused where there are no Hounsfield units', () => {
    expect(ctWindowStep.unsuited!(formulaPicture(6, 4), {})).toBe('notHounsfield');
    expect(ctWindowStep.unsuited!(ct(), {})).toBeNull();
  });
});

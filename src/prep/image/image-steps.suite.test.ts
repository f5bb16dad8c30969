import { describe, expect, it } from 'vitest';
import type { Picture, PictureInfo, PictureSource } from '../../data/images/picture';
import { defaultsOf, invalidParam, type ParamValues } from '../../study/params';
import { rng } from '../../study/random';
import { imageSteps } from '.';
import { formulaPicture } from './test-formula';
import { warp } from './warp';

/** What every image step must do, whatever it is for. A new step is tested here by standing in the registry. */

const ct = (width: number, height: number): Picture => {
  const picture = formulaPicture(width, height);
  return { ...picture, v: picture.v.map((x) => 16 * x - 1024), unit: 'hu', range: [-1024, 3071] };
};
const even = (value: number, channels: number): Picture => {
  const picture = formulaPicture(9, 8, channels);
  picture.v.fill(value);
  return picture;
};
const scaled = (width: number, height: number, channels: number): Picture => {
  const picture = formulaPicture(width, height, channels);
  return { ...picture, v: picture.v.map((x) => x / 255), range: [0, 1] };
};
const sixteenBit = (): Picture => {
  const picture = formulaPicture(10, 10);
  return { ...picture, v: picture.v.map((x) => x * 9), range: [0, 65535] };
};

const pictures: [string, () => Picture][] = [
  ['8 bits, grey', () => formulaPicture(12, 10)],
  ['8 bits, colour', () => formulaPicture(11, 9, 3)],
  ['CT', () => ct(13, 8)],
  ['0 to 1', () => scaled(8, 8, 1)],
  ['0 to 1, colour', () => scaled(9, 7, 3)],
  ['12 bits in 16', sixteenBit],
  ['all black', () => even(0, 1)],
  ['all white, colour', () => even(255, 3)],
  ['one row', () => formulaPicture(15, 1)],
  ['one column, colour', () => formulaPicture(1, 6, 3)],
  ['one pixel', () => formulaPicture(1, 1)],
];

const sourceOf = (list: readonly Picture[], seen: number[] = []): PictureSource => ({
  n: list.length,
  info: (row) => infoOf(list[row]),
  read: (row) => {
    seen.push(row);
    return { ...list[row], v: list[row].v.slice() };
  },
});
const infoOf = ({ v: _, ...info }: Picture): PictureInfo => info;
const copy = (picture: Picture): Picture => ({ ...picture, v: picture.v.slice() });

const ctx = () => ({ rng: rng(1, 'suite'), signal: new AbortController().signal, report: () => {} });

/** Two pictures like the given one, darker and mirrored. */
const training = (picture: Picture): Picture[] => [
  { ...picture, v: picture.v.map((x) => picture.range[0] + (x - picture.range[0]) * 0.7) },
  { ...picture, v: picture.v.slice().reverse() },
];

/** A step as it comes, and with one parameter at a time at each other value that it offers. */
const settings = imageSteps.flatMap((step) => {
  const usual = defaultsOf(step.params);
  const others = step.params.flatMap((param): ParamValues[] => {
    if (param.kind === 'flag') return [{ [param.key]: !param.default }];
    if (param.kind === 'choice') return param.choices.map((choice) => ({ [param.key]: choice }));
    return 'low' in param ? [{ [param.key]: param.low }, { [param.key]: param.high }] : [];
  });
  return [{}, ...others].map((change) => ({
    step,
    name: [step.name, ...Object.entries(change).map(([key, value]) => `${key} ${value}`)].join(', '),
    params: { ...usual, ...change },
  }));
});

/** Steps whose pictures have the size of what is found in them. */
const CROPS_BY_CONTENT = new Set(['auto-crop']);

/** A picture that two can be compared by: for a million numbers, `toEqual` takes seconds. */
const plain = ({ v, ...rest }: Picture) => ({
  ...rest,
  v: Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString('base64'),
});

const expectSound = (picture: Picture) => {
  const { width, height, channels, v, range } = picture;
  expect(v).toBeInstanceOf(Float32Array);
  expect(v.length).toBe(width * height * channels);
  expect(Math.min(width, height, channels)).toBeGreaterThan(0);
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i];
  expect(Number.isFinite(sum)).toBe(true);
  expect(range[0]).toBeLessThanOrEqual(range[1]);
};

it('has names and parameters of their own', () => {
  expect(new Set(imageSteps.map(({ name }) => name)).size).toBe(imageSteps.length);
  for (const { params } of imageSteps) expect(new Set(params.map(({ key }) => key)).size).toBe(params.length);
});

describe.each(imageSteps)('$name', (step) => {
  it('has defaults that are valid', () => {
    for (const param of step.params) expect(invalidParam(param, param.default)).toBeNull();
  });

  it('has the functions of its kind and no others', () => {
    const { kind, apply, fit, augment, mix, regions } = step;
    expect(apply !== undefined).toBe(kind === 'map');
    expect(augment !== undefined || mix !== undefined).toBe(kind === 'augment');
    expect(regions !== undefined).toBe(kind === 'rows');
    if (fit) expect(kind).toBe('map');
  });
});

describe.each(settings.filter(({ step }) => step.apply))('$name', ({ step, params }) => {
  const learn = (list: readonly Picture[], seen?: number[]) =>
    step.fit && (step.learns?.(params) ?? true) ? step.fit(sourceOf(list, seen), params, ctx()) : null;
  const apply = async (picture: Picture) => {
    await step.load?.();
    return step.apply!(picture, params, await learn(training(picture)));
  };

  it.each(pictures)('gives a sound picture, the same every time: %s', async (_, make) => {
    const first = await apply(make());
    expectSound(first);
    expect(plain(await apply(make()))).toEqual(plain(first));
  });

  it.each(pictures)('leaves the picture it is given as it was: %s', async (_, make) => {
    const given = make();
    await apply(given);
    expect(plain(given)).toEqual(plain(make()));
  });

  it.each(pictures)('has a state that survives JSON and is not changed: %s', async (_, make) => {
    await step.load?.();
    const state = await learn(training(make()));
    const stored: unknown = JSON.parse(JSON.stringify(state));
    expect(stored).toEqual(state);
    const applied = step.apply!(make(), params, stored);
    expect(plain(applied)).toEqual(plain(step.apply!(make(), params, state)));
    expect(JSON.parse(JSON.stringify(stored))).toEqual(state);
  });

  it('learns the same from copies, and from each picture once in turn', async () => {
    const list = training(formulaPicture(12, 10));
    const seen: number[] = [];
    expect(await learn(list, seen)).toEqual(await learn(list.map(copy)));
    for (const row of seen) expect(row).toBeLessThan(list.length);
  });

  it('learns something from the pictures it is given', async () => {
    const list = training(formulaPicture(12, 10));
    const other = list.map((picture) => ({ ...picture, v: picture.v.map((x) => 255 - x) }));
    const state = await learn(list);
    if (state === null) expect(await learn(other)).toBeNull();
    else expect(await learn(other)).not.toEqual(state);
  });

  it('gives pictures of one size one size, and one meaning', async () => {
    const state = await learn(training(formulaPicture(12, 10)));
    const shapes = training(formulaPicture(12, 10)).map((picture) => {
      const { width, height, channels, unit, range } = step.apply!(picture, params, state);
      return { channels, unit, range, ...(!CROPS_BY_CONTENT.has(step.name) && { width, height }) };
    });
    expect(shapes[1]).toEqual(shapes[0]);
  });
});

describe.each(settings.filter(({ step }) => step.augment))('$name', ({ step, params }) => {
  it.each(pictures)('keeps size and finiteness and draws from its rng alone: %s', (_, make) => {
    const once = step.augment!(make(), params, rng(3, 'augment'));
    expectSound(once);
    const { width, height, channels } = make();
    expect(once).toMatchObject({ width, height, channels });
    expect(plain(step.augment!(make(), params, rng(3, 'augment')))).toEqual(plain(once));
  });
});

describe.each(settings.filter(({ step }) => step.moves))('$name', ({ step, params }) => {
  it.each(pictures)('moves pixels as it says: %s', (_, make) => {
    const moved = warp(make(), step.moves!(make(), params, rng(3, 'augment')));
    expect(plain(moved)).toEqual(plain(step.augment!(make(), params, rng(3, 'augment'))));
  });
});

describe.each(settings.filter(({ step }) => step.mix))('$name', ({ step, params }) => {
  it('draws a share from 0 to 1, the same from the same rng', () => {
    const draw = (n: number) => step.mix!(params, rng(n, 'mix'));
    for (let n = 0; n < 50; n++) {
      expect(draw(n)).toBeGreaterThanOrEqual(0);
      expect(draw(n)).toBeLessThanOrEqual(1);
      expect(draw(n)).toBe(draw(n));
    }
  });
});

describe.each(settings.filter(({ step }) => step.regions))('$name', ({ step, params }) => {
  it.each(pictures)('gives parts that lie within the picture, the same every time: %s', (_, make) => {
    const picture = make();
    const read = () => copy(picture);
    const info = { ...infoOf(picture), volume: 0, slice: 3, slices: 8 };
    const regions = step.regions!(info, params, read);
    expect(step.regions!(info, params, read)).toEqual(regions);
    for (const { x, y, width, height } of regions) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThan(0);
      expect(x + width).toBeLessThanOrEqual(picture.width);
      expect(y + height).toBeLessThanOrEqual(picture.height);
    }
  });
});

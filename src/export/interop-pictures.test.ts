import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { imageSteps } from '../prep/image';
import type { PlacedPicture } from './interop-picture-cases';
import { prepareCases, stepCases, stepNames } from './interop-picture-cases';

/** Names a folder: then the cases are written there, and `interop/check_pictures.py` compares Python with them. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

/** Float32 numbers one after another, in one file; each is written once, however many cases mean it. */
class Numbers {
  private readonly parts: Float32Array[] = [];
  private readonly known = new Map<Float32Array, number>();
  private size = 0;

  at(v: Float32Array): number {
    const known = this.known.get(v);
    if (known !== undefined) return known;
    const at = this.size;
    this.known.set(v, at);
    this.parts.push(v);
    this.size += v.length;
    return at;
  }

  picture({ v, ...rest }: PlacedPicture) {
    return { ...rest, at: this.at(v) };
  }

  write(path: string): void {
    writeFileSync(
      path,
      Buffer.concat(this.parts.map((v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength))),
    );
  }
}

it('has a case for every step that changes a picture, and finite numbers in each', async () => {
  const cases = await stepCases();
  const wanted = imageSteps.filter(({ apply }) => apply).map(({ name }) => name);
  expect(new Set(cases.map(({ step }) => step))).toEqual(
    new Set(wanted.filter((name) => name !== 'register')),
  );
  const broken = cases.filter(({ expected }) => !expected.v.every(Number.isFinite));
  expect(broken.map(({ step, picture }) => `${step}: ${picture}`)).toEqual([]);
  const prepared = await prepareCases();
  for (const { x, shape, origin } of prepared) {
    expect(x.length).toBe(shape.reduce((product, side) => product * side, 1));
    expect(origin.length).toBe(shape[0]);
  }
  if (!OUT) return;
  const folder = join(OUT, 'pictures');
  mkdirSync(folder, { recursive: true });
  const numbers = new Numbers();
  const written = {
    known: stepNames(),
    steps: cases.map(({ given, expected, ...rest }) => ({
      ...rest,
      given: numbers.picture(given),
      expected: numbers.picture(expected),
    })),
    prepared: prepared.map(({ given, x, ...rest }) => ({
      ...rest,
      given: given.map((picture) => numbers.picture(picture)),
      at: numbers.at(x),
    })),
  };
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(written));
  numbers.write(join(folder, 'cases.bin'));
});

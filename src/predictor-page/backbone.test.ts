import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../data/images/picture';
import { toBackboneInput } from '../models/backbones/backbone-input';
import { convolutionsOf, graphAt } from '../models/backbones/efficientnet-lite0';
import manifest from '../models/backbones/efficientnet-lite0.json';
import type { BackboneCut } from '../prep/image/encode';
import { weightsOfHalves } from '../train/backbone-weights';
import { backboneOf } from './backbone';
import { plainActivations } from './plain-graphs';

const picture: Picture = {
  width: 40,
  height: 30,
  channels: 1,
  unit: 'intensity',
  range: [0, 255],
  v: Float32Array.from({ length: 1200 }, (_, i) => (i * 37) % 256),
};
const rows = {
  n: 1,
  info: () => picture,
  read: () => picture,
  origin: Uint32Array.of(0),
  key: '',
  regions: [],
};

let halves: Uint8Array;
beforeAll(async () => {
  const files = await Promise.all(
    manifest.files.map(({ file }) => readFile(new URL(`../../public/backbones/${file}`, import.meta.url))),
  );
  halves = Uint8Array.from(Buffer.concat(files));
});

describe('the backbone that a page carries', () => {
  it.each<BackboneCut>(['pooled', 2])(
    'cut at %s: features as the plain loops in float64 have them',
    async (at) => {
      const { shape, x } = await backboneOf({ name: manifest.name, halves }).features([], rows, at);
      const spec = graphAt(at);
      const weights = weightsOfHalves(new Uint16Array(halves.slice().buffer)).slice(0, convolutionsOf(spec));
      const wanted = await plainActivations(
        spec,
        weights,
        toBackboneInput(picture),
        1,
        spec.nodes.length - 1,
      );
      expect(shape[0] * shape[1] * shape[2]).toBe(wanted.length);
      const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeGreaterThan(0.1);
      x.forEach((value, i) => {
        expect(Math.abs(value - wanted[i])).toBeLessThan(1e-4 * largest);
      });
    },
  );
});

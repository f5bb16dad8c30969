import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Shapes } from '../../models/family';
import { families, trainsElsewhere } from '../../models/index';
import { drawValue } from '../../search/points';
import type { ParamValues } from '../../study/params';
import { rng } from '../../study/random';
import { domainOf } from '../../study/space';
import { rateFactor } from '../../train/graph/schedule';

// Networks that Python must describe as this does: written where the environment asks for them, and compared there by
// interop/check_cluster.py.

const CONFIGURATIONS = 60;
const PICTURES: [number, number, number][] = [
  [28, 28, 1],
  [30, 47, 3],
  [64, 80, 1],
  [130, 224, 3],
];
const KINDS = ['binary', 'multiclass', 'regression'] as const;

function cases() {
  return families.filter(trainsElsewhere).flatMap((family) =>
    Array.from({ length: CONFIGURATIONS }, (_, i) => {
      const random = rng('cluster parity', family.name, i);
      const kind = KINDS[i % KINDS.length];
      const table = family.reads === 'picture' && i % 4 === 0 ? 5 : 0;
      const picture = PICTURES[i % PICTURES.length];
      const inputs = family.reads === 'picture' ? picture[0] * picture[1] * picture[2] + table : 1 + i;
      const shapes: Shapes = {
        kind,
        classes: { binary: 2, multiclass: 4, regression: 0 }[kind],
        inputs,
        ...(family.reads === 'picture' && { picture, table }),
      };
      // The first has the defaults; the others leave one in four parameters at its default.
      const params: ParamValues = Object.fromEntries(
        family.params.flatMap((param) =>
          i > 0 && random.next() < 0.75 ? [[param.key, drawValue(domainOf(param), random.next())]] : [],
        ),
      );
      return { family: family.name, params, shapes, spec: family.spec(params, shapes) };
    }),
  );
}

const rates = (['constant', 'cosine', 'step', 'oneCycle', 'warmCosine'] as const).flatMap((schedule) =>
  [1, 7, 100].map((total) => ({
    schedule,
    total,
    factors: Array.from({ length: total + 2 }, (_, step) => rateFactor(schedule, step, total)),
  })),
);

describe('what Python must describe alike', () => {
  const made = cases();
  it('is every family in many forms', () => {
    for (const family of families.filter(trainsElsewhere)) {
      const own = made.filter(({ family: name }) => name === family.name);
      expect(new Set(own.map(({ spec }) => JSON.stringify(spec))).size, family.name).toBeGreaterThan(40);
    }
  });
  const folder = process.env.BENCHSIDE_INTEROP_OUT;
  it.runIf(folder)('is written down', () => {
    mkdirSync(folder as string, { recursive: true });
    writeFileSync(join(folder as string, 'families.json'), JSON.stringify({ cases: made, rates }));
  });
});

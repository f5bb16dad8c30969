import { expect, it } from 'vitest';
import type { Study } from '../study/schema';
import { workloadOf, workloadOfModel } from './workload';

const study = (families: string[], steps: Study['steps'] = []) =>
  ({
    images: {},
    steps,
    search: { space: Object.fromEntries(families.map((family) => [family, {}])) },
  }) as unknown as Study;
const step = (name: string, size: number) => ({ id: name, step: name, params: { size } });

it('pictures are trained at the size of the last step that gives them one, less what the first layers take', () => {
  const steps = [step('patches', 256), step('resize', 64), { id: 'z', step: 'z-score', params: {} }];
  expect(workloadOf(study(['resnet', 'transfer'], steps))).toEqual({ pixels: 32 ** 2 });
  expect(workloadOf(study(['resnet'], [step('resize', 28)]))).toEqual({ pixels: 28 ** 2 });
  expect(workloadOf(study(['resnet'], [step('resize', 224)]))).toEqual({ pixels: 56 ** 2 });
  expect(workloadOf(study(['cnn'], [step('patches', 96)]))).toEqual({ pixels: 48 ** 2 });
});

it('features are the work of their backbone, whatever the size of the pictures', () => {
  expect(workloadOf(study(['transfer'], [step('resize', 28)]))).toEqual({ pixels: 224 ** 2 });
});

it('without pictures there is a table to train on', () => {
  expect(workloadOf({ ...study(['mlp', 'logistic']), images: undefined })).toBe('table');
  expect(workloadOfModel({})).toBe('table');
});

import { expect, it } from 'vitest';
import { emptyPicture, type Picture, type PictureSource } from '../../data/images/picture';
import { rowsHeldBy } from '../../prep/holds-rows';
import { imageSteps } from '../../prep/image/index';
import { defaultsOf, type ParamValues } from '../../study/params';
import { rng } from '../../study/random';

// One patient's picture has a pattern that nobody else's has. What steps learn of the pictures is searched for it.

const SIDE = 16;
const PICTURES = 12;
const random = rng('picture canaries');

/** Values far apart, each unlike the next: a run of four of them is this picture's alone. */
const pattern = Array.from({ length: SIDE * SIDE }, (_, i) => 100 + ((i * 37) % 101) + 0.125);

const pictures = Array.from({ length: PICTURES }, (_, row): Picture => {
  const picture = emptyPicture({ unit: 'intensity', range: [0, 255] }, SIDE, SIDE, 1);
  // All alike but for some noise: the planted one lies nearest to the mean, as it has none.
  for (let i = 0; i < picture.v.length; i++)
    picture.v[i] = row === 0 ? pattern[i] : Math.round(pattern[i] + 12 * random.normal());
  return picture;
});

const training: PictureSource = {
  n: PICTURES,
  info: (row) => {
    const { v: _, ...info } = pictures[row];
    return info;
  },
  read: (row) => ({ ...pictures[row], v: pictures[row].v.slice() }),
};

/** Whether four neighbouring numbers of the planted picture stand side by side in what was learned. */
function holdsPattern(state: unknown): boolean {
  const text = JSON.stringify(state) ?? '';
  return pattern.some((_, i) => i % 4 === 0 && text.includes(pattern.slice(i, i + 4).join(',')));
}

const learners = imageSteps.flatMap((step) => {
  const choices = step.params.flatMap((param): ParamValues[] =>
    param.kind === 'choice' ? param.choices.map((choice) => ({ [param.key]: choice })) : [],
  );
  return [{}, ...choices].flatMap((chosen) => {
    const params = { ...defaultsOf(step.params), ...chosen };
    return step.fit && (step.learns?.(params) ?? true) ? [[step.name, params, step] as const] : [];
  });
});

it.each(learners)('%s %j holds one patient’s picture only where it says so', async (name, params, step) => {
  const ctx = { rng: random, signal: new AbortController().signal, report: () => {} };
  const state = await step.fit?.(training, params, ctx);
  expect(holdsPattern(state)).toBe(rowsHeldBy([{ id: name, step: name, params }]).length > 0);
});

it('there is a step that does, and it is asked about', () => {
  const plan = (reference: string) => [{ id: 'r', step: 'register', params: { reference } }];
  expect(rowsHeldBy(plan('nearest'))).toEqual([{ step: 'register', what: 'picture' }]);
  expect(rowsHeldBy(plan('mean'))).toEqual([]);
  expect(rowsHeldBy([{ id: 'k', step: 'impute-knn', params: {} }])).toEqual([
    { step: 'impute-knn', what: 'cells' },
  ]);
});

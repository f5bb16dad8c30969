import { searchedRole } from './existing-scores';
import type { Study } from './schema';
import { stableKey } from './stable-key';

/** What must be the same for scores of two searches to be comparable, and for a model of one to be finished in the other. */
const GROUNDS = {
  data: ({ data, sources, joins }: Study) => [data?.sha256, sources, joins ?? []],
  columns: ({ columns, images, task }: Study) => [
    columns.map(({ name, role, type }) => [name, searchedRole(role), type]),
    images,
    task,
  ],
  split: ({ split, seed }: Study) => [split, seed],
  steps: ({ steps }: Study) => steps,
  metric: ({ search }: Study) => search.metric,
  training: ({ training }: Study) => training,
} as const;
export type Ground = keyof typeof GROUNDS;

/** All grounds in one text: equal where scores of two searches can be compared. */
export const groundsKey = (study: Study): string =>
  stableKey(Object.values(GROUNDS).map((ground) => ground(study)));

/** Why a search of `now` cannot go on from the trials of a search of `before`; null where it can. */
export function warmProblem(before: Study, now: Study): Ground | null {
  const key = (of: Study, ground: Ground) => stableKey(GROUNDS[ground](of));
  const grounds = Object.keys(GROUNDS) as Ground[];
  return grounds.find((ground) => key(before, ground) !== key(now, ground)) ?? null;
}

import { stepByName } from '../../prep/index';
import type { Study } from '../../study/schema';

/** How many columns flow through each border: before the first step, between two, after the last. null: not known yet. */
export type Borders = (number | null)[];

/** All that the number of columns behind the first `count` steps depends on. */
const keyOf = (study: Study, count: number): string =>
  JSON.stringify([
    study.data?.sha256,
    study.columns,
    study.split,
    study.seed,
    study.steps.slice(0, count).map(({ step, params }) => [step, params]),
  ]);

/** What a preview of the step at this place has shown, added to what was known. */
export function learnCounts(
  known: ReadonlyMap<string, number>,
  study: Study,
  stepId: string,
  counts: { columnsIn: number; columnsOut: number },
): ReadonlyMap<string, number> {
  const at = study.steps.findIndex((s) => s.id === stepId);
  if (at < 0) return known;
  return new Map([...known, [keyOf(study, at), counts.columnsIn], [keyOf(study, at + 1), counts.columnsOut]]);
}

/** Borders from what was learned; a step that maps lets as many columns out as came in. */
export function bordersOf(known: ReadonlyMap<string, number>, study: Study): Borders {
  const borders: Borders = [known.get(keyOf(study, 0)) ?? null];
  for (const [at, { step }] of study.steps.entries()) {
    const learned = known.get(keyOf(study, at + 1));
    borders.push(learned ?? (stepByName(step).kind === 'map' ? borders[at] : null));
  }
  return borders;
}

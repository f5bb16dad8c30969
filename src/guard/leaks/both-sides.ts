import { outerFolds } from '../../split/outer-folds';
import type { LeakInput } from './leak-check';

/** A model learns from some rows and is judged on others; `final`: on rows of the test, not to choose among models. */
interface Trial {
  learned: Uint32Array;
  judged: Uint32Array;
  final: boolean;
}

/** Every place of the study in which a model is judged: the test part, each round of validation, each outer fold. */
function trialsOf({ study, data, target, parts, site }: LeakInput): Trial[] {
  const outer = target ? outerFolds(study.split, target, data.unit, study.seed, site) : [];
  return [
    { learned: parts.dev, judged: parts.test, final: true },
    ...parts.folds.map(({ train, valid }) => ({ learned: train, judged: valid, final: false })),
    ...outer.map(({ rows }) => {
      // Other rows of its patients are left out of its development, as where test rows are given.
      const units = new Set(Array.from(rows, (row) => data.unit[row]));
      const learned = parts.dev.filter((row) => !units.has(data.unit[row]));
      return { learned, judged: rows, final: true };
    }),
  ];
}

const LEARNED = 1;
const JUDGED = 2;

/**
 * Groups of which a model learns one row and is judged on another, anywhere in the study: how many they are, how many
 * rows they hold that are in a part, and how many of these are tested in the end.
 */
export function onBothSides(
  groups: readonly (readonly number[])[],
  input: LeakInput,
): { groups: readonly (readonly number[])[]; rows: number; test: number } {
  const torn = new Set<readonly number[]>();
  const [used, tested] = [new Set<number>(), new Set<number>()];
  const side = new Uint8Array(input.data.n);
  for (const { learned, judged, final } of groups.length > 0 ? trialsOf(input) : []) {
    side.fill(0);
    for (const row of learned) side[row] = LEARNED;
    for (const row of judged) side[row] = JUDGED;
    for (const group of groups) {
      if (!group.some((row) => side[row] === LEARNED) || !group.some((row) => side[row] === JUDGED)) continue;
      torn.add(group);
      for (const row of group) {
        if (side[row] !== 0) used.add(row);
        if (final && side[row] === JUDGED) tested.add(row);
      }
    }
  }
  return { groups: [...torn], rows: used.size, test: tested.size };
}

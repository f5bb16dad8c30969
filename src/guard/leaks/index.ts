import { atOnce, type InPieces } from '../../study/in-pieces';
import type { Finding } from '../finding';
import { fittedInside, knownInTime, strongAlone, tellingGaps } from './columns';
import { copies, pictureCopies } from './copies';
import type { LeakCheck, LeakInput } from './leak-check';
import { patients } from './patients';

const CHECKS: readonly LeakCheck[] = [
  patients,
  copies,
  pictureCopies,
  knownInTime,
  strongAlone,
  tellingGaps,
  fittedInside,
];

/** Ways in which the answer could stand in both parts: what was found, and what was checked and not found. */
export function* leaksInPieces(input: LeakInput): InPieces<Finding[]> {
  const all: Finding[] = [];
  for (const check of CHECKS) {
    const found = check(input);
    all.push(...(Array.isArray(found) ? found : yield* found));
    yield;
  }
  return all;
}

/** The same at once. */
export const checkLeaks = (input: LeakInput): Finding[] => atOnce(leaksInPieces(input));

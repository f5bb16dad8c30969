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
export const checkLeaks = (input: LeakInput): Finding[] => CHECKS.flatMap((check) => check(input));

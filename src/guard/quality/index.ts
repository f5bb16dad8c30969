import { constants, heavyMissing, unknownThen } from './columns';
import type { QualityCheck, QualityFinding, QualityInput } from './finding';
import { gaps } from './gaps';
import { impossible } from './impossible';
import { mixedCodes } from './mixed-codes';
import { eventsPerVariable, missingByOutcome } from './outcome';
import { copies, repeatedPatients } from './rows';
import { unusedScores } from './scores';
import { strongAlone } from './strong-alone';
import { twins } from './twins';

const CHECKS: readonly QualityCheck[] = [
  repeatedPatients,
  copies,
  unknownThen,
  impossible,
  mixedCodes,
  heavyMissing,
  gaps,
  missingByOutcome,
  constants,
  eventsPerVariable,
  unusedScores,
  strongAlone,
  twins,
];

/** What a reviewer would ask about this table, warnings first. Nothing is changed by asking. */
export function checkQuality(input: QualityInput): QualityFinding[] {
  const found = CHECKS.flatMap((check) => check(input));
  return [...found.filter((f) => f.level === 'warn'), ...found.filter((f) => f.level === 'question')];
}

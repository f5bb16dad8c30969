import { atOnce, type InPieces } from '../../study/in-pieces';
import { constants, heavyMissing, unknownThen } from './columns';
import { type AnyCheck, foundBy, type QualityFinding, type QualityInput } from './finding';
import { gaps } from './gaps';
import { impossible } from './impossible';
import { mixedCodes } from './mixed-codes';
import { eventsPerVariable, missingByOutcome } from './outcome';
import { copies, repeatedPatients } from './rows';
import { unusedScores } from './scores';
import { strongAlone } from './strong-alone';
import { twins } from './twins';

const CHECKS: readonly AnyCheck[] = [
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
export function* qualityInPieces(input: QualityInput): InPieces<QualityFinding[]> {
  const found: QualityFinding[] = [];
  for (const check of CHECKS) {
    found.push(...(yield* foundBy(check, input)));
    yield;
  }
  return [...found.filter((f) => f.level === 'warn'), ...found.filter((f) => f.level === 'question')];
}

/** The same at once. */
export const checkQuality = (input: QualityInput): QualityFinding[] => atOnce(qualityInPieces(input));

import { type AnyCheck, foundBy } from '../quality/finding';
import { gaps } from '../quality/gaps';
import { strongAlone as strong } from '../quality/strong-alone';
import { fine, type LeakCheck } from './leak-check';

/** Asked as on the Data screen, or said to be in order. */
const asked = (check: AnyCheck, otherwise: string): LeakCheck =>
  function* (input) {
    if (!input.target || input.data.cols.size === 0) return [];
    const found = (yield* foundBy(check, input)).map(({ key, params, fixes }) => ({
      level: 'question' as const,
      key,
      params,
      fixes,
    }));
    return found.length > 0 ? found : fine(otherwise);
  };

/** A column that predicts very well alone: a question, and never removed by itself. */
export const strongAlone = asked(strong, 'noneStrongAlone');

/** A column of which it says the outcome that there is a value, or none. */
export const tellingGaps = asked(gaps, 'noTellingGaps');

/** What names people, or is known too late, among what is learned from: the others are told as they are found. */
export const knownInTime: LeakCheck = ({ study }) => {
  const features = study.columns.filter((c) => c.role === 'feature');
  const bad = features.some((c) => c.known === 'no' || c.type === 'identifier' || c.identifier !== undefined);
  return features.length === 0 || bad ? [] : fine('noLateColumns');
};

/** Each step is fitted on the training rows that it is given: it cannot see others. */
export const fittedInside: LeakCheck = () => fine('fittedInside');

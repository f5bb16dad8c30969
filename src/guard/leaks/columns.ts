import { strongAlone as strong } from '../quality/outcome';
import { fine, type LeakCheck } from './leak-check';

/** A column that predicts very well alone: a question, and never removed by itself. */
export const strongAlone: LeakCheck = (input) => {
  if (input.target?.kind !== 'binary' || input.data.cols.size === 0) return [];
  const found = strong(input).map(({ params, fixes }) => ({
    level: 'question' as const,
    key: 'strongAlone',
    params,
    fixes,
  }));
  return found.length > 0 ? found : fine('noneStrongAlone');
};

/** What names people, or is known too late, among what is learned from: the others are told as they are found. */
export const knownInTime: LeakCheck = ({ study }) => {
  const features = study.columns.filter((c) => c.role === 'feature');
  const bad = features.some((c) => c.known === 'no' || c.type === 'identifier' || c.identifier !== undefined);
  return features.length === 0 || bad ? [] : fine('noLateColumns');
};

/** Each step is fitted on the training rows that it is given: it cannot see others. */
export const fittedInside: LeakCheck = () => fine('fittedInside');

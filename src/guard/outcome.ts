import type { Target } from '../data/dataset';
import type { Parts } from '../split/parts';
import { BenchsideError, errorRecord } from '../study/errors';
import type { Study } from '../study/schema';
import type { Finding } from './finding';
import { nested } from './quality/finding';

export const MAX_CLASSES = 50;
export const MIN_PER_CLASS = 10;
export const MIN_ROWS = 20;
/** Collins et al., Stat Med 2016: 100 events and 100 non-events at least to validate a prediction model. */
export const MIN_TEST_EVENTS = 100;

/** A finding that blocks training, from the error that training would end in. */
export const stop = (error: unknown): Finding => {
  const record = errorRecord(error);
  return { level: 'stop', key: record.code, params: record.details, error: record };
};

/** Whether the outcome can be learned at all. At most one finding: the others would follow from it. */
export function checkOutcome(name: string, target: Target): Finding[] {
  const known = target.y.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return [stop(new BenchsideError('target.allMissing', { name }))];
  if (target.kind !== 'regression') {
    const got = target.classes.length;
    if (got > MAX_CLASSES)
      return [stop(new BenchsideError('target.tooManyClasses', { name, got, limit: MAX_CLASSES }))];
    if (new Set(known).size === 1)
      return [stop(new BenchsideError('target.oneClass', { name, level: target.classes[known[0]] ?? '' }))];
  }
  if (known.length < MIN_ROWS)
    return [stop(new BenchsideError('target.tooFewRows', { got: known.length, wanted: MIN_ROWS }))];
  if (target.kind === 'regression') return [];
  const counts = target.classes.map((level, c) => ({ level, got: known.filter((y) => y === c).length }));
  const rarest = counts.reduce((a, b) => (b.got < a.got ? b : a));
  return rarest.got >= MIN_PER_CLASS
    ? []
    : [stop(new BenchsideError('target.tooFewPerClass', { name, ...rarest, wanted: MIN_PER_CLASS }))];
}

/** A test part whose numbers will say little; none where rows are tested in turn. Its prevalence is all that is looked at. */
export function checkTestSize(target: Target, parts: Parts | null): Finding[] {
  if (target.kind !== 'binary' || !parts || parts.test.length === 0) return [];
  const events = parts.test.filter((row) => target.y[row] === 1).length;
  const nonEvents = parts.test.length - events;
  if (Math.min(events, nonEvents) >= MIN_TEST_EVENTS) return [];
  const params = { events, nonEvents, wanted: MIN_TEST_EVENTS };
  return [{ level: 'warn', key: 'fewEvents', params, fixes: [nested] }];
}

/** An event with a follow-up time beside it, and no horizon: who left early without the event counts as without it. */
export function checkHorizon({ task, columns }: Study): Finding[] {
  const followUp = columns.find((c) => c.role === 'time' && c.known === 'no');
  if (task?.kind !== 'binary' || task.survival || !followUp) return [];
  return [{ level: 'warn', key: 'noHorizon', params: { time: followUp.name } }];
}

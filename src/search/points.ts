import { chooseActive, inOrder, isActive } from '../study/conditions';
import type { ParamValue, ParamValues } from '../study/params';
import { sameValue } from '../study/params';
import { type Config, canTake, type Domain, type Space } from '../study/space';

/** A range of real numbers is cut into so many points for a grid. */
const FLOAT_POINTS = 5;
/** A learning rate needs no more digits, and reads better. */
const DIGITS = 4;

/** To a few digits, yet never out of the range. */
const tidy = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Number(value.toPrecision(DIGITS))));

/** The value a share (0 to 1) of the way through a range. */
function along(low: number, high: number, log: boolean, share: number): number {
  if (log) return Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)));
  return low + share * (high - low);
}

/** Steps a range of integers has beyond its lowest value. */
const stepsOf = ({ low, high, step }: { low: number; high: number; step: number }): number =>
  Math.floor((high - low) / step);

/** Each value that a grid tries, in order. */
export function gridValues(domain: Domain): ParamValue[] {
  switch (domain.kind) {
    case 'choice':
      return domain.values;
    case 'int':
      return Array.from({ length: stepsOf(domain) + 1 }, (_, i) => domain.low + i * domain.step);
    case 'float': {
      const { low, high, log } = domain;
      const shares = Array.from({ length: FLOAT_POINTS }, (_, i) => i / (FLOAT_POINTS - 1));
      return [...new Set(shares.map((share) => tidy(along(low, high, log, share), low, high)))];
    }
  }
}

/** One value drawn with a uniform number from 0 to 1; on a logarithmic scale where the range asks for it. */
export function drawValue(domain: Domain, uniform: number): ParamValue {
  switch (domain.kind) {
    case 'choice':
      return domain.values[Math.floor(uniform * domain.values.length)];
    case 'int': {
      const steps = stepsOf(domain);
      const { low, step, log } = domain;
      if (!log) return low + step * Math.floor(uniform * (steps + 1));
      return low + step * Math.round((along(low, low + steps * step, true, uniform) - low) / step);
    }
    case 'float':
      return tidy(along(domain.low, domain.high, domain.log, uniform), domain.low, domain.high);
  }
}

/** Where a value of a domain lies, 0 to 1, so that `drawValue` gives it back; of equal parts the middle. */
export function shareOf(domain: Domain, value: ParamValue): number {
  if (domain.kind === 'choice')
    return (domain.values.findIndex((v) => sameValue(v, value)) + 0.5) / domain.values.length;
  const { low, log } = domain;
  const at = Number(value);
  const steps = domain.kind === 'int' ? stepsOf(domain) : 0;
  if (domain.kind === 'int' && !log) return (Math.round((at - low) / domain.step) + 0.5) / (steps + 1);
  const high = domain.kind === 'int' ? low + steps * domain.step : domain.high;
  if (high === low) return 0.5;
  return log ? Math.log(at / low) / Math.log(high / low) : (at - low) / (high - low);
}

/** Values chosen one after the other, each by a uniform number; only what is active beside those before it has one. */
export const drawParams = (domains: Record<string, Domain>, uniform: (key: string) => number): ParamValues =>
  chooseActive(domains, (key) => drawValue(domains[key], uniform(key)));

/**
 * Every point of one family's grid, the last parameter changing fastest, what waits for another after it. Yields
 * lazily: a grid may be huge.
 */
export function* gridOf(domains: Record<string, Domain>): Generator<ParamValues> {
  const axes = inOrder(domains).map((key) => ({ key, values: gridValues(domains[key]) }));
  if (axes.some(({ values }) => values.length === 0)) return;
  function* from(at: number, params: ParamValues): Generator<ParamValues> {
    const axis = axes[at];
    if (!axis) yield params;
    else if (!isActive(domains[axis.key], params)) yield* from(at + 1, params);
    else for (const value of axis.values) yield* from(at + 1, { ...params, [axis.key]: value });
  }
  yield* from(0, {});
}

/** The space as a grid tries it: each range of real numbers cut into points, so that it can be counted. */
export const asGrid = (space: Space): Space =>
  Object.fromEntries(
    Object.entries(space).map(([family, domains]) => [
      family,
      Object.fromEntries(
        Object.entries(domains).map(([key, domain]): [string, Domain] => [
          key,
          domain.kind === 'float'
            ? { kind: 'choice', values: gridValues(domain), ...(domain.when && { when: domain.when }) }
            : domain,
        ]),
      ),
    ]),
  );

/** Equal configurations have equal keys, in whatever order their parameters stand. */
export function keyOf({ family, params }: Config): string {
  const entries = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([family, entries]);
}

/** Whether a past configuration is one that this space holds: all that is active in it, and nothing else. */
export function inSpace(space: Space, { family, params }: Config): boolean {
  if (!Object.hasOwn(space, family)) return false;
  const domains = space[family];
  const active = inOrder(domains).filter((key) => isActive(domains[key], params));
  return (
    active.length === Object.keys(params).length && active.every((key) => canTake(domains[key], params[key]))
  );
}

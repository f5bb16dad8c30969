import type { ParamValue, ParamValues } from '../study/params';
import { sameValue } from '../study/params';
import type { Config, Domain, Space } from '../study/space';

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

/** Whether a value lies in a domain. */
export function inDomain(domain: Domain, value: ParamValue | undefined): boolean {
  if (value === undefined) return false;
  if (domain.kind === 'choice') return domain.values.some((v) => sameValue(v, value));
  if (typeof value !== 'number' || value < domain.low || value > domain.high) return false;
  return domain.kind === 'float' || Number.isInteger((value - domain.low) / domain.step);
}

/** Every point of one family's grid, the last parameter changing fastest. Yields lazily: a grid may be huge. */
export function* gridOf(domains: Record<string, Domain>): Generator<ParamValues> {
  const axes = Object.entries(domains).map(([key, domain]) => ({ key, values: gridValues(domain) }));
  if (axes.some(({ values }) => values.length === 0)) return;
  const digits = axes.map(() => 0);
  for (;;) {
    yield Object.fromEntries(axes.map(({ key, values }, i) => [key, values[digits[i]]]));
    let i = axes.length - 1;
    while (i >= 0 && ++digits[i] === axes[i].values.length) digits[i--] = 0;
    if (i < 0) return;
  }
}

/** Equal configurations have equal keys, in whatever order their parameters stand. */
export function keyOf({ family, params }: Config): string {
  const entries = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([family, entries]);
}

/** Whether a past configuration is one that this space holds. */
export function inSpace(space: Space, { family, params }: Config): boolean {
  const domains = Object.entries(space[family] ?? {});
  return (
    Object.hasOwn(space, family) &&
    domains.length === Object.keys(params).length &&
    domains.every(([key, domain]) => inDomain(domain, params[key]))
  );
}

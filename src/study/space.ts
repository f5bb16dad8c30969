import { type Condition, inOrder } from './conditions';
import { BenchsideError } from './errors';
import { type Param, type ParamValue, sameValue } from './params';

/** The values one hyperparameter may take in a search. */
export type Domain = (
  | { kind: 'choice'; values: ParamValue[] }
  | { kind: 'float'; low: number; high: number; log: boolean }
  | { kind: 'int'; low: number; high: number; log: boolean; step: number }
) & {
  /** Without it always active. */
  when?: Condition;
};

/** Family name -> hyperparameter -> domain. Families are the first choice of every configuration. */
export type Space = Record<string, Record<string, Domain>>;

/** One point of a space: what is active in it, and nothing else. */
export interface Config {
  family: string;
  params: Record<string, ParamValue>;
}

const sizeOf = (domain: Domain): number => {
  switch (domain.kind) {
    case 'choice':
      return domain.values.length;
    case 'int':
      return Math.max(0, Math.floor((domain.high - domain.low) / domain.step) + 1);
    case 'float':
      return Number.POSITIVE_INFINITY;
  }
};

/** Configurations of a parameter and of all that waits for it: the sum over its values of what each lets vary. */
function combinationsBelow(domains: Record<string, Domain>, key: string): number {
  const children = Object.keys(domains).filter((other) => domains[other].when?.key === key);
  const below = children.map((child) => ({
    values: domains[child].when?.in ?? [],
    count: combinationsBelow(domains, child),
  }));
  const of = (value: ParamValue): number =>
    below.reduce(
      (product, { values, count }) => (values.some((v) => sameValue(v, value)) ? product * count : product),
      1,
    );
  const domain = domains[key];
  if (domain.kind === 'choice') return domain.values.reduce<number>((sum, value) => sum + of(value), 0);
  const met = below
    .flatMap(({ values }) => values)
    .filter((value, i, all) => canTake(domain, value) && all.findIndex((v) => sameValue(v, value)) === i);
  return met.reduce<number>((sum, value) => sum + of(value) - 1, sizeOf(domain));
}

/**
 * How many configurations a space holds: 3 architectures × 4 rates × 5 batch sizes = 60; Infinity if any range is
 * continuous; 0 where a parameter has no value. `factors`: values of each parameter; their product is the total
 * where nothing has a condition.
 */
export function countCombinations(space: Space): {
  total: number;
  perFamily: Record<string, { total: number; factors: number[] }>;
} {
  const perFamily = Object.fromEntries(
    Object.entries(space).map(([family, domains]) => {
      const factors = Object.values(domains).map(sizeOf);
      const roots = Object.keys(domains).filter((key) => !domains[key].when);
      const product = roots.reduce((total, key) => total * combinationsBelow(domains, key), 1);
      return [family, { total: factors.includes(0) ? 0 : product, factors }];
    }),
  );
  return { total: Object.values(perFamily).reduce((sum, f) => sum + f.total, 0), perFamily };
}

/** Whether a value lies in a domain. */
export function canTake(domain: Domain, value: ParamValue | undefined): boolean {
  if (value === undefined) return false;
  if (domain.kind === 'choice') return domain.values.some((v) => sameValue(v, value));
  if (typeof value !== 'number' || value < domain.low || value > domain.high) return false;
  return domain.kind === 'float' || Number.isInteger((value - domain.low) / domain.step);
}

/** Throws `space.missingParent`, `space.circular` or `space.neverActive` where a condition could not be met. */
function checkConditions(domains: Record<string, Domain>): void {
  const conditions = Object.entries(domains).flatMap(([parameter, { when }]) =>
    when ? [{ parameter, parent: when.key, values: when.in }] : [],
  );
  for (const { parameter, parent } of conditions)
    if (!Object.hasOwn(domains, parent))
      throw new BenchsideError('space.missingParent', { parameter, parent });
  const reached = new Set(inOrder(domains));
  for (const { parameter, parent, values } of conditions) {
    if (!reached.has(parameter)) throw new BenchsideError('space.circular', { parameter, parent });
    if (!values.some((value) => canTake(domains[parent], value)))
      throw new BenchsideError('space.neverActive', { parameter, parent });
  }
}

/** Throws `space.*` where a search could not draw from the space. */
export function checkSpace(space: Space): void {
  for (const domains of Object.values(space)) {
    for (const [parameter, domain] of Object.entries(domains)) {
      if (domain.kind === 'choice') continue;
      if (!(domain.low <= domain.high) || (domain.kind === 'int' && !(domain.step > 0)))
        throw new BenchsideError('space.bounds', { parameter, low: domain.low, high: domain.high });
      if (domain.log && domain.low <= 0)
        throw new BenchsideError('space.logThroughZero', { parameter, low: domain.low });
    }
    checkConditions(domains);
  }
  if (countCombinations(space).total === 0) throw new BenchsideError('space.empty');
}

/** A parameter's whole declared range as a domain. */
export function domainOf(param: Param): Domain {
  switch (param.kind) {
    case 'flag':
      return { kind: 'choice', values: [false, true] };
    case 'choice':
      return { kind: 'choice', values: [...param.choices] };
    case 'float':
      return { kind: 'float', low: param.low, high: param.high, log: (param.log ?? false) && param.low > 0 };
    case 'int':
      return {
        kind: 'int',
        low: param.low,
        high: param.high,
        log: (param.log ?? false) && param.low > 0,
        step: param.step ?? 1,
      };
    case 'text':
    case 'column':
      return { kind: 'choice', values: [param.default] };
  }
}

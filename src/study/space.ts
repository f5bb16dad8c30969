import { BenchsideError } from './errors';
import type { Param, ParamValue } from './params';

/** The values one hyperparameter may take in a search. */
export type Domain =
  | { kind: 'choice'; values: ParamValue[] }
  | { kind: 'float'; low: number; high: number; log: boolean }
  | { kind: 'int'; low: number; high: number; log: boolean; step: number };

/** Family name -> hyperparameter -> domain. Families are the first choice of every configuration. */
export type Space = Record<string, Record<string, Domain>>;

/** One point of a space. */
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

/** How many configurations a space holds: 3 architectures × 4 rates × 5 batch sizes = 60; Infinity if any range is continuous. */
export function countCombinations(space: Space): {
  total: number;
  perFamily: Record<string, { total: number; factors: number[] }>;
} {
  const perFamily = Object.fromEntries(
    Object.entries(space).map(([family, domains]) => {
      const factors = Object.values(domains).map(sizeOf);
      return [family, { total: factors.includes(0) ? 0 : factors.reduce((a, b) => a * b, 1), factors }];
    }),
  );
  return { total: Object.values(perFamily).reduce((sum, f) => sum + f.total, 0), perFamily };
}

/** Throws `space.*` where a search could not draw from the space. */
export function checkSpace(space: Space): void {
  for (const domains of Object.values(space))
    for (const [parameter, domain] of Object.entries(domains)) {
      if (domain.kind === 'choice') continue;
      if (!(domain.low <= domain.high) || (domain.kind === 'int' && !(domain.step > 0)))
        throw new BenchsideError('space.bounds', { parameter, low: domain.low, high: domain.high });
      if (domain.log && domain.low <= 0)
        throw new BenchsideError('space.logThroughZero', { parameter, low: domain.low });
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
      return { kind: 'float', low: param.low, high: param.high, log: param.log ?? false };
    case 'int':
      return {
        kind: 'int',
        low: param.low,
        high: param.high,
        log: param.log ?? false,
        step: param.step ?? 1,
      };
    case 'text':
    case 'column':
      return { kind: 'choice', values: [param.default] };
  }
}

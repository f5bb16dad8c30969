import { gridValues } from '../../search/points';
import { invalidParam, type Param, type ParamValue, sameValue } from '../../study/params';
import type { Domain } from '../../study/space';

/** A typed number, also as 1e-3 or with a decimal comma; null where it is none. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2');
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : null;
}

/** A typed value of a numeric parameter; null where it is no number or not one that the parameter allows. */
export function parseValue(param: Param, text: string): number | null {
  const number = parseNumber(text);
  return number !== null && invalidParam(param, number) === null ? number : null;
}

const inOrder = (values: ParamValue[], param: Param): ParamValue[] => {
  if (param.kind === 'choice') {
    const place = (value: ParamValue) => param.choices.findIndex((c) => sameValue(c, value));
    return [...values].sort((a, b) => place(a) - place(b));
  }
  return [...values].sort((a, b) => Number(a) - Number(b));
};

/** One value more, in order; the same domain where it is there already. */
export function withValue(domain: Domain, param: Param, value: ParamValue): Domain {
  if (domain.kind !== 'choice' || domain.values.some((v) => sameValue(v, value))) return domain;
  return { kind: 'choice', values: inOrder([...domain.values, value], param) };
}

export const withoutValue = (domain: Domain, value: ParamValue): Domain =>
  domain.kind === 'choice'
    ? { kind: 'choice', values: domain.values.filter((v) => !sameValue(v, value)) }
    : domain;

/** Values the parameter allows and the domain does not hold yet; empty for numbers, which are typed. */
export function openChoices(param: Param, domain: Domain): readonly ParamValue[] {
  if (domain.kind !== 'choice') return [];
  const all: readonly ParamValue[] =
    param.kind === 'choice' ? param.choices : param.kind === 'flag' ? [false, true] : [];
  return all.filter((choice) => !domain.values.some((v) => sameValue(v, choice)));
}

/** The values of a numeric parameter as the range they span; on a logarithmic scale where the parameter has one. */
export function asRange(param: Param, domain: Domain): Domain {
  if (domain.kind !== 'choice' || (param.kind !== 'float' && param.kind !== 'int')) return domain;
  const numbers = domain.values.map(Number);
  const [low, high] =
    numbers.length > 1 ? [Math.min(...numbers), Math.max(...numbers)] : [param.low, param.high];
  const log = (param.log ?? false) && low > 0;
  return param.kind === 'float'
    ? { kind: 'float', low, high, log }
    : { kind: 'int', low, high, log, step: param.step ?? 1 };
}

/** 1 and 3 of every order of magnitude, as people write learning rates. */
function roundBetween(low: number, high: number): number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .flatMap((power) => [Number(`1e${power}`), Number(`3e${power}`)])
    .filter((value) => value > low && value < high);
}

/** More whole numbers than this are no list. */
const MOST = 8;

/** A range as values again: the proposed ones where they are values, else a few of the range with its two ends. */
export function asValues(domain: Domain, proposed: Domain | undefined): Domain {
  if (domain.kind === 'choice') return domain;
  if (proposed?.kind === 'choice') return proposed;
  const { low, high, log, kind } = domain;
  const within = log && kind === 'float' ? roundBetween(low, high) : gridValues(domain).map(Number);
  const few = kind === 'int' && within.length > MOST ? [] : within;
  return { kind: 'choice', values: [...new Set([low, ...few, high])] };
}

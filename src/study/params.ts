/**
 * The one descriptor a parameter declares. Its form on screen, its validation, its place in the search space
 * and its line in the report all come from here. Its texts are `params.<owner>.<key>.label` and `.help`.
 */
export type Param =
  | { key: string; kind: 'float'; low: number; high: number; log?: boolean; step?: number; default: number }
  | { key: string; kind: 'int'; low: number; high: number; log?: boolean; step?: number; default: number }
  | { key: string; kind: 'choice'; choices: readonly ParamValue[]; default: ParamValue }
  | { key: string; kind: 'flag'; default: boolean }
  /** Free words, such as the filling of a gap. */
  | { key: string; kind: 'text'; default: string }
  /** The name of a column of this kind at the step's place; empty is none. */
  | { key: string; kind: 'column'; of: 'date' | 'num' | 'cat'; default: string };

/** Layer widths such as [64, 32] are one value. */
export type ParamValue = string | number | boolean | readonly number[] | readonly string[];
export type ParamValues = Record<string, ParamValue>;

export const defaultsOf = (params: readonly Param[]): ParamValues =>
  Object.fromEntries(params.map((p) => [p.key, p.default]));

export const sameValue = (a: ParamValue, b: ParamValue): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((v: unknown, i) => v === b[i])
    : a === b;

/** What is wrong with a value, or null. The wanted form is words of the field ("0.1 to 10"), no prose. */
export function invalidParam(
  param: Param,
  value: ParamValue | undefined,
): { wanted: string; got: string } | null {
  const got = JSON.stringify(value) ?? 'nothing';
  switch (param.kind) {
    case 'text':
    case 'column':
      return typeof value === 'string' && value.length <= 500 ? null : { wanted: '"…"', got };
    case 'flag':
      return typeof value === 'boolean' ? null : { wanted: 'true | false', got };
    case 'choice':
      return value !== undefined && param.choices.some((c) => sameValue(c, value))
        ? null
        : { wanted: param.choices.map((c) => JSON.stringify(c)).join(' | '), got };
    default: {
      const ok =
        typeof value === 'number' &&
        value >= param.low &&
        value <= param.high &&
        (param.kind === 'float' || Number.isInteger(value));
      return ok ? null : { wanted: `${param.low} – ${param.high}`, got };
    }
  }
}

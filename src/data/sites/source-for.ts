import { BenchsideError } from '../../study/errors';
import type { SourcePlan } from '../../study/schema';
import type { Table } from '../dataset';
import { asNumbers } from '../typed-column';
import { convertSource } from './combine';
import { possibleRange } from './units';

const same = (a: SourcePlan, b: SourcePlan, wanted: Set<string>): boolean => {
  const plan = (source: SourcePlan) =>
    JSON.stringify(
      source.columns
        .filter((c) => wanted.has(c.to))
        .map(({ from, to, levels, unit }) => [to, from, levels ?? {}, unit ?? null])
        .sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)),
    );
  return plan(a) === plan(b);
};

/** Whether no converted column lies wholly where nobody lives, and no level is one the hospital never wrote. */
function plausible(table: Table, source: SourcePlan): boolean {
  return source.columns.every(({ from, to, unit }) => {
    const column = table.columns.find((c) => c.name === from)?.column;
    const range = unit && possibleRange(to, unit.to);
    if (!column || !range) return true;
    const values = asNumbers(column).v.filter((value) => value > 0);
    const inside = (value: number) => {
      const converted = value * unit.factor + unit.offset;
      return converted >= range[0] && converted <= range[1];
    };
    return values.length === 0 || values.some(inside);
  });
}

/**
 * The next file of one of a study's hospitals in common names, units and levels. `site` names the hospital where
 * its columns alone do not tell. A table that has the common columns already, and fits no hospital's own names,
 * stays as it is. `wanted`: the common columns that are needed. Throws `use.hospitalUnclear` where two hospitals'
 * files look the same and are converted differently.
 */
export function asCommon(table: Table, sources: SourcePlan[], wanted: string[], site?: string): Table {
  if (sources.length === 0) return table;
  const needed = new Set(wanted);
  const names = new Set(table.columns.map((c) => c.name));
  const needs = (source: SourcePlan) => source.columns.filter((c) => needed.has(c.to));
  const asked = site === undefined ? sources : sources.filter((source) => source.site === site);
  // The outcome may be missing in a file of new patients, and what this hospital never had is missing anyway.
  const fitting = asked.filter((source) => {
    const columns = needs(source);
    return columns.length > 0 && columns.every(({ from }) => names.has(from));
  });
  if (fitting.length === 0) return table;
  const most = Math.max(...fitting.map((source) => needs(source).length));
  if (most < wanted.length && wanted.every((name) => names.has(name))) return table;
  const best = fitting.filter((source) => needs(source).length === most);
  const likely = best.length > 1 ? best.filter((source) => plausible(table, source)) : best;
  const [first, ...others] = likely.length > 0 ? likely : best;
  if (others.some((other) => !same(first, other, needed)))
    throw new BenchsideError('use.hospitalUnclear', { count: others.length + 1 });
  const converted = convertSource(table, { columns: needs(first) });
  const have = new Set(converted.columns.map((c) => c.name));
  const missing = wanted.filter((name) => !have.has(name));
  return {
    n: table.n,
    columns: [
      ...converted.columns,
      ...missing.map((name) => ({
        name,
        column: { kind: 'cat' as const, codes: new Int32Array(table.n).fill(-1), dict: [] },
      })),
    ],
  };
}

import type { CatColumn, Target } from '../data/dataset';
import type { Parts, SplitSummary } from './parts';

/** The site of each row as text; missing is the empty text. */
const siteNames = (site: CatColumn, n: number): string[] =>
  Array.from({ length: n }, (_, row) => site.dict[site.codes[row]] ?? '');

/**
 * Counts for the picture of people. With k folds `train` and `valid` are those of the first fold; the others
 * take turns. Sites stand in order of appearance, with their rows in train, valid and test.
 */
export function summarize(
  parts: Parts,
  target: Target,
  unit: Int32Array,
  site: CatColumn | null,
): SplitSummary {
  const { train, valid } = parts.folds[0];
  const named = [
    { part: 'train' as const, rows: train },
    { part: 'valid' as const, rows: valid },
    { part: 'test' as const, rows: parts.test },
  ];
  const patients = (rows: Iterable<number>) => new Set(Array.from(rows, (row) => unit[row])).size;
  const sites = new Map<string, number[]>();
  if (site) {
    const names = siteNames(site, unit.length);
    for (const name of names) if (!sites.has(name)) sites.set(name, [0, 0, 0]);
    named.forEach(({ rows }, i) => {
      for (const row of rows) sites.get(names[row])![i]++;
    });
  }
  return {
    parts: named.map(({ part, rows }) => ({
      part,
      rows: rows.length,
      patients: patients(rows),
      classes: target.classes.map((_, c) => rows.filter((row) => target.y[row] === c).length),
      mean:
        target.kind === 'regression' ? rows.reduce((sum, row) => sum + target.y[row], 0) / rows.length : null,
    })),
    folds: parts.folds.length,
    left: parts.left.length,
    grouped: patients(unit.keys()) < unit.length,
    sites: [...sites].map(([name, rows]) => ({ site: name, rows })),
  };
}

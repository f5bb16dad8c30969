import type { CatColumn, Target } from '../data/dataset';
import type { Estimate, SiteResult } from '../study/events';
import { classesPresent } from './multiclass';

interface SitePart {
  target: Target;
  p: Float32Array;
  unit: Int32Array;
  /** Site of each row, -1 where missing. */
  site: CatColumn;
}

/** The metric that is shown a site. */
const METRIC = { binary: 'auroc', multiclass: 'aurocMacro', regression: 'rmse' } as const;

/**
 * The main metric within each site, its interval made as for the whole. Null where a site's test rows do not have
 * what it is computed from: both classes, or two classes at least. Sites without a test row are left out, rows
 * without a site are in none.
 */
export async function evaluateSites(
  { target, p, unit, site }: SitePart,
  measure: (part: Omit<SitePart, 'site'>) => Promise<Record<string, Estimate>>,
): Promise<SiteResult[]> {
  const width = target.kind === 'multiclass' ? target.classes.length : 1;
  const metric = METRIC[target.kind];
  const results: SiteResult[] = [];
  for (const [code, name] of site.dict.entries()) {
    const rows: number[] = [];
    for (let row = 0; row < site.codes.length; row++) if (site.codes[row] === code) rows.push(row);
    if (rows.length === 0) continue;
    const y = Float64Array.from(rows, (row) => target.y[row]);
    const counts = target.classes.map((_, k) => y.reduce((sum, value) => sum + (value === k ? 1 : 0), 0));
    const computable =
      target.kind === 'regression' ? rows.length > 1 : classesPresent(y, target.classes.length).length > 1;
    let estimate: Estimate | null = null;
    if (computable) {
      const mine = new Float32Array(rows.length * width);
      rows.forEach((row, i) => {
        mine.set(p.subarray(row * width, (row + 1) * width), i * width);
      });
      const part = { target: { ...target, y }, p: mine, unit: Int32Array.from(rows, (row) => unit[row]) };
      estimate = (await measure(part))[metric] ?? null;
    }
    results.push({ site: name, n: rows.length, counts, metric, estimate });
  }
  return results;
}

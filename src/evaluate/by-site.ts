import type { CatColumn } from '../data/dataset';
import type { Estimate, SiteResult } from '../study/events';
import type { TestPart } from './evaluate';
import { classesPresent } from './multiclass';
import { takePart } from './take-part';

type Part = Omit<TestPart, 'scheme' | 'seed'>;

/** The metric that is shown a site. */
const METRIC = { binary: 'auroc', multiclass: 'aurocMacro', regression: 'rmse' } as const;

/** A site of fewer patients is not told of by itself: it would tell of them. */
const LEAST_PATIENTS = 5;

/** `others`: rows of sites that are too small to be told of. */
export interface SiteResults {
  sites: SiteResult[];
  others: number;
}

/**
 * The main metric within each site, its interval made as for the whole. Null where a site's test rows do not have
 * what it is computed from: both classes, or two classes at least. Sites without a test row are left out, those of
 * fewer than five patients are counted together, and rows without a site are in none. Counts are means over repeats.
 */
export async function evaluateSites<Given extends Part>(
  part: Given,
  /** Of each entry, -1 where missing. */
  site: CatColumn,
  measure: (part: Given, entries: readonly number[]) => Promise<Record<string, Estimate>>,
): Promise<SiteResults> {
  const { target, unit, repeat } = part;
  const repeats = repeat ? new Set(repeat).size : 1;
  const metric = METRIC[target.kind];
  const sites: SiteResult[] = [];
  let others = 0;
  for (const [code, name] of site.dict.entries()) {
    const entries: number[] = [];
    for (let i = 0; i < site.codes.length; i++) if (site.codes[i] === code) entries.push(i);
    if (entries.length === 0) continue;
    const n = entries.length / repeats;
    if (new Set(entries.map((i) => unit[i])).size < LEAST_PATIENTS) {
      others += n;
      continue;
    }
    const mine = takePart(part, entries);
    const { y } = mine.target;
    const counts = target.classes.map(
      (_, k) => y.reduce((sum, value) => sum + (value === k ? 1 : 0), 0) / repeats,
    );
    const computable =
      target.kind === 'regression' ? entries.length > 1 : classesPresent(y, target.classes.length).length > 1;
    const estimate = computable ? ((await measure(mine, entries))[metric] ?? null) : null;
    sites.push({ site: name, n, counts, metric, estimate });
  }
  return { sites, others };
}

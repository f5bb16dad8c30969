import type { SplitPlan } from '../study/schema';

/**
 * How a model was tested and validated, in a few letters for the runner and the report: `holdout+5-fold`,
 * `time+5-fold`, `sites+3x5-fold`, `3x5-fold nested+5-fold` (three repeats of five outer folds), `given`.
 */
export function schemeOf({ test, validation }: SplitPlan): string {
  const given = validation.kind === 'rows';
  switch (test.kind) {
    case 'holdout':
    case 'rows':
      return given ? 'given' : `holdout+${insideOf(validation)}`;
    case 'kfold':
      return `${foldText(test.k, test.repeats)} nested+${insideOf(validation)}`;
    default:
      return `${test.kind}+${insideOf(validation)}`;
  }
}

const foldText = (k: number, repeats = 1): string => (repeats > 1 ? `${repeats}x${k}-fold` : `${k}-fold`);

function insideOf(validation: SplitPlan['validation']): string {
  if (validation.kind === 'kfold') return foldText(validation.k, validation.repeats);
  return validation.kind === 'rows' ? 'given' : validation.kind;
}

/** How trials were compared inside: `k` folds, so many times; a hospital each; null where one part validated. */
export function insideIn(scheme: string): { k: number; repeats: number } | 'sites' | null {
  if (scheme.endsWith('+sites')) return 'sites';
  const found = /\+(?:(\d+)x)?(\d+)-fold$/.exec(scheme);
  return found ? { k: Number(found[2]), repeats: Number(found[1] ?? 1) } : null;
}

import type { Estimate, Evaluation } from '../../study/events';
import type { Subgroup } from '../../study/results/subgroup';

/** What a forest plot of subgroups shows, by the kind of outcome; those that no group has are left out. */
const METRICS = {
  binary: ['auroc', 'oe', 'sensitivity', 'specificity'],
  multiclass: ['aurocMacro', 'accuracy'],
  regression: ['rmse', 'mae'],
} as const;

export interface SubgroupRow {
  /** Empty for rows without a value; null for all rows together. */
  label: string | null;
  n: number;
  /** With the outcome; null unless binary. */
  events: number | null;
  small: boolean;
  /** One class alone: nothing can be told apart. */
  oneClass: boolean;
  estimates: (Estimate | null)[];
}

/** All rows together first, then the groups in their order. */
export function subgroupRows(
  { groups }: Subgroup,
  evaluation: Evaluation,
): { metrics: string[]; rows: SubgroupRow[] } {
  const metrics = METRICS[evaluation.kind].filter(
    (name) => evaluation.metrics[name] || groups.some((group) => group.metrics[name]),
  );
  const row = (
    label: string | null,
    n: number,
    counts: number[],
    small: boolean,
    of: Record<string, Estimate | null>,
  ): SubgroupRow => ({
    label,
    n,
    events: evaluation.kind === 'binary' ? (counts[1] ?? 0) : null,
    small,
    oneClass: evaluation.kind !== 'regression' && counts.filter((count) => count > 0).length < 2,
    estimates: metrics.map((name) => of[name] ?? null),
  });
  return {
    metrics: [...metrics],
    rows: [
      row(null, evaluation.n, evaluation.counts, false, evaluation.metrics),
      ...groups.map(({ label, n, counts, small, metrics: of }) => row(label, n, counts, small, of)),
    ],
  };
}

import type { Column } from '../data/dataset';
import type { Estimate } from '../study/results/estimate';
import type { Subgroup } from '../study/results/subgroup';
import { quantile } from './bootstrap';
import type { Watch } from './resample';
import { takePart } from './take-part';
import { testMetrics } from './test-metrics';
import type { TestPart } from './test-part';

/** What is told of each group, by the kind of outcome. */
const METRICS = {
  binary: ['auroc', 'oe', 'sensitivity', 'specificity'],
  multiclass: ['aurocMacro', 'accuracy'],
  regression: ['rmse', 'mae'],
} as const;

/** Fewer events or non-events than this and an interval spans most of what is possible. */
const FEW = 20;
/** Groups of fewer patients are told together: nobody is told apart. */
const LEAST_PATIENTS = 5;
/** Levels beyond which a column is no way to part people into groups. */
const MOST_GROUPS = 30;
/** Usual bands of age; of other numbers thirds. */
const AGES = [40, 60, 75];
const AGE_NAMES = /^(age|나이|연령)/i;
const DAYS_A_YEAR = 365.2425;

interface Group {
  label: string;
  entries: number[];
}

/** Entries with the same key, the keys in order; entries without a key last, under an empty label. */
function grouped(n: number, key: (i: number) => number, label: (key: number) => string): Group[] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const at = key(i);
    const list = groups.get(at);
    if (list) list.push(i);
    else groups.set(at, [i]);
  }
  const order = [...groups.keys()].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  return order.map((at) => ({ label: at < 0 ? '' : label(at), entries: groups.get(at) ?? [] }));
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** `cuts` ascend; a band is named by its own ends. */
function bandName(cuts: readonly number[], band: number, whole: boolean): string {
  const [low, high] = [cuts[band - 1], cuts[band]];
  if (low === undefined) return `< ${short(high)}`;
  if (high === undefined) return `≥ ${short(low)}`;
  return `${short(low)}–${whole ? short(high - 1) : `<${short(high)}`}`;
}

/** A column's values, an entry each, as groups. */
function groupsOf(column: Column, name: string, n: number): { groups: Group[]; bands?: number[] } {
  if (column.kind === 'cat' || column.kind === 'text')
    return {
      groups: grouped(
        n,
        (i) => column.codes[i],
        (code) => column.dict[code],
      ),
    };
  if (column.kind === 'multi') return { groups: [] };
  const { v } = column;
  if (column.kind === 'date') {
    const year = (i: number) => (Number.isNaN(v[i]) ? -1 : Math.floor(1970 + v[i] / DAYS_A_YEAR));
    return { groups: grouped(n, year, String) };
  }
  const known = v.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return { groups: grouped(n, () => -1, String) };
  const thirds = [...new Set([quantile(known, 1 / 3), quantile(known, 2 / 3)])];
  const cuts = AGE_NAMES.test(name) ? AGES : thirds.filter((cut) => cut > known[0]);
  const band = (i: number) => (Number.isNaN(v[i]) ? -1 : cuts.filter((cut) => v[i] >= cut).length);
  const whole = known.every(Number.isInteger) && cuts.every(Number.isInteger);
  return { groups: grouped(n, band, (at) => bandName(cuts, at, whole)), bands: cuts };
}

/**
 * How the model does among the tested rows of each value of a column, `column` an entry each as `part` has them: levels,
 * bands of age (under 40, 40 to 59, 60 to 74, 75 and over), thirds of other numbers, years of dates; rows without a
 * value are a group of their own. A group with one class alone has no AUROC. Groups of fewer than five patients are left
 * out and counted in `others`, as are those beyond the thirty largest. Throws `cancelled`.
 */
export async function subgroupsOf(
  part: TestPart,
  name: string,
  column: Column,
  watch: Watch = {},
): Promise<Subgroup> {
  const { target, unit, repeat } = part;
  const repeats = repeat ? new Set(repeat).size : 1;
  const { groups, bands } = groupsOf(column, name, target.y.length);
  const patients = (entries: readonly number[]) => new Set(entries.map((i) => unit[i])).size;
  const enough = groups.filter(({ entries }) => patients(entries) >= LEAST_PATIENTS);
  const largest = new Set(
    [...enough].sort((a, b) => b.entries.length - a.entries.length).slice(0, MOST_GROUPS),
  );
  const told: Subgroup['groups'] = [];
  for (const group of enough.filter((one) => largest.has(one))) {
    const mine = takePart(part, group.entries);
    const counts = target.classes.map(
      (_, k) => mine.target.y.reduce((sum, y) => sum + (y === k ? 1 : 0), 0) / repeats,
    );
    const metrics = await testMetrics(mine, { ...watch, report: undefined });
    const estimateOf = (metric: string): [string, Estimate | null] => [metric, metrics[metric] ?? null];
    told.push({
      label: group.label,
      n: group.entries.length / repeats,
      patients: patients(group.entries),
      counts,
      small: (counts.length > 0 ? Math.min(...counts) : group.entries.length / repeats) < FEW,
      metrics: Object.fromEntries(METRICS[target.kind].map(estimateOf)),
    });
  }
  const others = groups.filter((group) => !largest.has(group));
  return {
    column: name,
    ...(bands && { bands }),
    groups: told,
    others: others.reduce((sum, { entries }) => sum + entries.length, 0) / repeats,
  };
}

import { BenchsideError } from '../../study/errors';
import type { JoinPlan } from '../../study/schema';
import type { ReadResult } from '../profile-types';
import { matchNames } from '../sites/column-names';
import { asCategories } from '../typed-column';
import { columnOf, keysOf } from './join-tables';

const CONCEPT =
  /^(concept|measurement|item|test|lab|analyte|code|label|variable|parameter|항목|검사)([ _]?(name|id|code|concept id|명|코드))?$|^measurement[ _]concept[ _]id$|^concept[ _]id$|^itemid$/i;
const VALUE = /^(value|result|valuenum|value[ _]as[ _]number|numeric[ _]?value|결과|결과값|수치|값)$/i;
const DATE = /(date|time|charttime|일자|일시|날짜)$/i;
/** So many concepts become columns without being chosen by hand. */
export const MOST_CONCEPTS = 30;
/** In days. */
const TEN_YEARS = 3653;

/** The pair of columns whose keys meet most often among those whose names fit; null where none do. */
function findKey(left: ReadResult, right: ReadResult): JoinPlan['key'] | null {
  let best: { key: JoinPlan['key']; share: number } | null = null;
  for (const a of left.profile)
    for (const b of right.profile) {
      const patient =
        a.role === 'patient' || b.role === 'patient' || a.type === 'identifier' || b.type === 'identifier';
      if (!patient || matchNames(a.name, b.name).key === 'none') continue;
      const known = new Set(keysOf(right.table, b.name));
      const keys = keysOf(left.table, a.name);
      const share = keys.filter((key) => key !== null && known.has(key)).length / Math.max(1, keys.length);
      if (share > (best?.share ?? 0)) best = { key: { left: a.name, right: b.name }, share };
    }
  return best?.key ?? null;
}

/** What a long table measures, the commonest first; none where the column says who the patients are. */
export function conceptsIn({ table, profile }: ReadResult, name: string): { name: string; count: number }[] {
  const about = profile.find((c) => c.name === name);
  if (!about || about.identifier || about.type === 'identifier' || about.role === 'patient') return [];
  const { codes, dict } = asCategories(columnOf(table, name));
  const counts = new Uint32Array(dict.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  return dict
    .map((text, code) => ({ name: text, count: counts[code] }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/**
 * How a second table joins the first by patient: as it is where it has one row a patient, else pivoted by the
 * columns that its names say hold concept, value and date: the last value of each of the commonest concepts, not
 * after the first table's date where it has one such column.
 * Throws `join.noKey` where no key is found, `join.manyToMany` where several rows a patient are no measurements.
 */
export function proposeJoin(left: ReadResult, right: ReadResult): JoinPlan {
  const key = findKey(left, right);
  if (!key) throw new BenchsideError('join.noKey');
  const plan = { sha256: right.sha256, rows: right.table.n, key };
  const keys = keysOf(right.table, key.right).filter((k) => k !== null);
  if (new Set(keys).size === keys.length) return plan;
  const names = right.profile.map((c) => c.name);
  const [concept, value] = [CONCEPT, VALUE].map((form) =>
    names.find((name) => name !== key.right && form.test(name)),
  );
  if (concept === undefined || value === undefined)
    throw new BenchsideError('join.manyToMany', { name: key.right, rows: keys.length - new Set(keys).size });
  const date = names.find((name) => name !== concept && name !== value && DATE.test(name));
  const concepts = conceptsIn(right, concept)
    .slice(0, MOST_CONCEPTS)
    .map(({ name }) => ({ concept: name, aggregates: ['last' as const] }));
  const dateOrder = right.profile.find((c) => c.name === date)?.dateOrder;
  const dates = left.profile.filter((c) => c.type === 'date');
  // What was measured after the moment of prediction would tell the model the future.
  const window =
    date !== undefined && dates.length === 1
      ? {
          index: dates[0].name,
          ...(dates[0].dateOrder && { dateOrder: dates[0].dateOrder }),
          from: -TEN_YEARS,
          to: 0,
        }
      : null;
  return {
    ...plan,
    long: {
      concept,
      value,
      ...(date !== undefined && { date }),
      ...(dateOrder && { dateOrder }),
      ...(window && { window }),
      concepts,
    },
  };
}

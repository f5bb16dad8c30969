import type { SourcePlan } from '../../study/schema';
import { alikeNumbers } from './alike';
import type { ColumnFacts } from './column-facts';
import { isNameless } from './column-names';
import { type CommonColumn, withSource } from './common-columns';
import { matchColumns } from './match-columns';
import { conversion, findUnit } from './units';
import { reconcile } from './vocabulary';

/** A hospital's table as read. `site`: its name in the site column. */
export interface SourceTable {
  site: string;
  sha256: string;
  rows: number;
  facts: ColumnFacts[];
}

type ColumnMapping = SourcePlan['columns'][number];

/** The conversion that makes a hospital's numbers those of the common column; undefined where none is needed or known. */
export function proposedUnit(own: ColumnFacts, common: CommonColumn): ColumnMapping['unit'] {
  if (!own.sorted || !common.facts.sorted || !common.unit) return undefined;
  const found = findUnit(own.name, own.sorted);
  const convert = found && conversion(common.name, found.unit, common.unit);
  if (!convert) return undefined;
  // A range alone does not prove a unit: the other hospital's values have to agree with it.
  const better =
    alikeNumbers(own.sorted, common.facts.sorted, convert) > alikeNumbers(own.sorted, common.facts.sorted);
  return found.key === 'unitInName' || better ? convert : undefined;
}

/** How one column of a hospital becomes the common one: its unit and its levels. */
export function mapColumn(own: ColumnFacts, common: CommonColumn): ColumnMapping {
  const unit = proposedUnit(own, common);
  const levels =
    own.levels && common.levels && !unit ? reconcile(own.levels, common.levels).levels : undefined;
  return {
    from: own.name,
    to: common.name,
    ...(levels && Object.keys(levels).length > 0 && { levels: { ...levels } }),
    ...(unit && { unit }),
  };
}

function freeName(name: string, taken: Set<string>): string {
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name} (${i})`;
    if (!taken.has(candidate)) return candidate;
  }
}

function planOf(facts: ColumnFacts[], common: CommonColumn[]): ColumnMapping[] {
  const matches = new Map(matchColumns(facts, common.map(asNamed)).map((m) => [m.from, m.to]));
  const taken = new Set(common.map((c) => c.name));
  return facts.map((own) => {
    const match = common.find((c) => c.name === matches.get(own.name));
    if (match) return mapColumn(own, match);
    const to = freeName(own.name, taken);
    taken.add(to);
    return { from: own.name, to };
  });
}

/** A common column is compared under its common name. */
const asNamed = ({ name, facts }: CommonColumn): ColumnFacts => ({ ...facts, name });

/** The table whose names and units become the common ones: the first that has a header. */
const referenceOf = (tables: SourceTable[]): number =>
  Math.max(
    0,
    tables.findIndex(({ facts }) => !facts.every(({ name }) => isNameless(name))),
  );

/** The mapping made before that is this table's: the same file, else the next one of that hospital. */
function knownPlan(table: SourceTable, known: SourcePlan[], used: Set<SourcePlan>): SourcePlan | null {
  const names = new Set(table.facts.map((c) => c.name));
  const fits = known.filter(
    (plan) => !used.has(plan) && plan.columns.length > 0 && plan.columns.every((c) => names.has(c.from)),
  );
  const named =
    fits.find((plan) => plan.sha256 === table.sha256) ?? fits.find((plan) => plan.site === table.site);
  const plan = named ?? (fits.length === 1 ? fits[0] : undefined);
  if (!plan) return null;
  used.add(plan);
  return { ...plan, sha256: table.sha256, rows: table.rows };
}

/**
 * How several hospitals' tables become one: a plan each, in the order given. The columns of a hospital that no
 * other one has are kept, missing elsewhere. `known`: mappings made before; a hospital's next file is mapped as
 * its first one was.
 */
export function proposeSources(tables: SourceTable[], known: SourcePlan[] = []): SourcePlan[] {
  const used = new Set<SourcePlan>();
  const plans = new Map<SourceTable, SourcePlan>();
  let common: CommonColumn[] = [];
  const add = (table: SourceTable, plan: SourcePlan) => {
    plans.set(table, plan);
    common = withSource(common, table.facts, plan.columns);
  };
  for (const table of tables) {
    const plan = knownPlan(table, known, used);
    if (plan) add(table, plan);
  }
  const reference = referenceOf(tables);
  const order = tables
    .map((_, i) => i)
    .sort((a, b) => Number(b === reference) - Number(a === reference) || a - b);
  for (const i of order) {
    const { site, sha256, rows, facts } = tables[i];
    if (!plans.has(tables[i])) add(tables[i], { site, sha256, rows, columns: planOf(facts, common) });
  }
  return tables.flatMap((table) => plans.get(table) ?? []);
}

/** The mapping with the unit and levels of one column, just put in its place by hand, proposed anew. */
export function mapAgain(
  tables: SourceTable[],
  sources: SourcePlan[],
  { at, to }: { at: number; to: string },
): SourcePlan[] {
  const others = sources.reduce<CommonColumn[]>(
    (common, source, i) => (i === at ? common : withSource(common, tables[i].facts, source.columns)),
    [],
  );
  const common = others.find((c) => c.name === to);
  return sources.map((source, i) => {
    if (i !== at || !common) return source;
    const columns = source.columns.map((plan) => {
      const own = tables[at].facts.find((c) => c.name === plan.from);
      return plan.to === to && own ? mapColumn(own, common) : plan;
    });
    return { ...source, columns };
  });
}

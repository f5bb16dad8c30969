import type { Table } from '../data/dataset';
import { joinTables } from '../data/join/join-tables';
import type { JoinPlan, Study } from '../study/schema';
import type { Predictor } from './predictor';

/** The columns that each join wants of the patients' table and of its own. */
export const needsOf = ({ joins = [] }: Pick<Predictor, 'joins'>): { left: string[]; right: string[] }[] =>
  joins.map(({ key, long, columns = [] }) => ({
    left: [key.left, ...(long?.window ? [long.window.index] : [])],
    right: long
      ? [key.right, long.concept, long.value, ...(long.date === undefined ? [] : [long.date])]
      : [key.right, ...columns.map(({ from }) => from)],
  }));

/**
 * New patients' table with the further ones joined to it as the study joined its own, under the same names. Without
 * any the table is as it is: it may hold the joined columns already. Throws `use.missingColumn` and what a join throws.
 */
export function withFurther(
  table: Table,
  further: Table[],
  joins: JoinPlan[],
): { whole: Table; joined: { matched: number; unmatched: number }[] } {
  let whole = table;
  const joined = further.slice(0, joins.length).map((right, i) => {
    const answer = joinTables(whole, right, joins[i]);
    whole = answer.table;
    return { matched: answer.report.matched, unmatched: answer.report.unmatched };
  });
  return { whole, joined };
}

/** A study's joins with the names of what the model reads and of nothing else; the second files' sums stay in the Study. */
export function joinsFor({ joins, columns, task }: Study): JoinPlan[] | undefined {
  const read = new Set(
    columns.filter((c) => c.role === 'feature' && c.name !== task?.target).map((c) => c.name),
  );
  return joins?.map(({ key, rows, long, columns: named = [] }) => {
    const own = named.filter(({ to }) => read.has(to));
    const wanted = new Set(own.map(({ from }) => from));
    const concepts = long?.concepts.map(({ concept, aggregates }) => ({
      concept,
      aggregates: aggregates.filter((aggregate) => wanted.has(`${concept}:${aggregate}`)),
    }));
    const needed = concepts?.filter(({ aggregates }) => aggregates.length > 0) ?? [];
    return { sha256: '', rows, key, ...(long && { long: { ...long, concepts: needed } }), columns: own };
  });
}

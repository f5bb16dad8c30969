import { markIdentifiers } from '../data/identifiers/mark';
import { joinTables } from '../data/join/join-tables';
import { proposeJoin } from '../data/join/propose-join';
import { profileTable } from '../data/profile';
import type { ReadResult } from '../data/profile-types';
import { sumOf } from '../data/sha256';
import type { JoinPlan } from '../study/schema';
import type { Joined } from './protocol';

/** A second table beside the first, as planned before or as proposed now. Throws the `join.*` errors. */
export async function join(left: ReadResult, right: ReadResult, given: JoinPlan | null): Promise<Joined> {
  const plan = given ? { ...given, sha256: right.sha256, rows: right.table.n } : proposeJoin(left, right);
  const { table, named, report } = joinTables(left.table, right.table, plan);
  const sha256 = await sumOf([left.sha256, right.sha256]);
  return {
    result: { ...left, table, profile: markIdentifiers(profileTable(table), table), sha256 },
    plan: { ...plan, columns: named },
    report,
  };
}

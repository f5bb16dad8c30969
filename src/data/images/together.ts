import { unionFind } from '../union-find';

/** A patient's number for each row, such that rows of one group count as one patient's, and their other rows with them. */
export function together(unit: Int32Array, groups: readonly (readonly number[])[]): Int32Array {
  const patients = unionFind(unit.reduce((most, patient) => Math.max(most, patient), -1) + 1);
  for (const [first, ...others] of groups) for (const row of others) patients.join(unit[first], unit[row]);
  const leader = new Map(
    patients.groups().flatMap((members) => members.map((member) => [member, members[0]])),
  );
  return leader.size === 0 ? unit : unit.map((patient) => leader.get(patient) ?? patient);
}

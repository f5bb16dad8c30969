/** A patient's number for each row, such that rows of one group count as one patient's, and their other rows with them. */
export function together(unit: Int32Array, groups: readonly (readonly number[])[]): Int32Array {
  const parent = new Map<number, number>();
  const root = (of: number): number => {
    let at = of;
    for (let next = parent.get(at); next !== undefined; next = parent.get(at)) at = next;
    return at;
  };
  for (const rows of groups)
    for (const row of rows.slice(1)) {
      const [a, b] = [root(unit[rows[0]]), root(unit[row])];
      if (a !== b) parent.set(Math.max(a, b), Math.min(a, b));
    }
  return parent.size === 0 ? unit : unit.map(root);
}

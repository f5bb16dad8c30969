/** Sets that grow together (Tarjan 1975): `join` two members, ask whether they are `together`, list the `groups`. */
export interface UnionFind {
  join(a: number, b: number): void;
  together(a: number, b: number): boolean;
  /** Members of sets of two and more, ascending, the sets by their first member. */
  groups(): number[][];
}

export function unionFind(n: number): UnionFind {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  return {
    join(a, b) {
      const [x, y] = [root(a), root(b)];
      // The smaller number leads, so that results do not depend on the order of joining.
      if (x !== y) parent[Math.max(x, y)] = Math.min(x, y);
    },
    together: (a, b) => root(a) === root(b),
    groups() {
      const sets = new Map<number, number[]>();
      for (let i = 0; i < n; i++) {
        const first = root(i);
        const set = sets.get(first);
        if (set) set.push(i);
        else sets.set(first, [i]);
      }
      return [...sets.values()].filter((set) => set.length > 1);
    },
  };
}

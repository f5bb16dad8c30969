import type { Dataset } from '../data/dataset';
import type { RareLevels } from './step';

/** A level of fewer patients could be somebody. */
export const FEWEST_PATIENTS = 5;

/** How many different patients have each level, counted up to five. */
function patientsOf(data: Dataset, name: string): Uint32Array {
  const column = data.cols.get(name);
  if (column?.kind !== 'cat' && column?.kind !== 'multi') return new Uint32Array();
  const { codes, dict } = column;
  const seen = Array.from(dict, () => new Set<number>());
  for (let row = 0; row < data.n; row++) {
    const [from, to] =
      column.kind === 'cat' ? [row, row + 1] : [column.offsets[row], column.offsets[row + 1]];
    for (let i = from; i < to; i++)
      if (codes[i] >= 0 && seen[codes[i]].size < FEWEST_PATIENTS) seen[codes[i]].add(data.unit[row]);
  }
  return Uint32Array.from(seen, ({ size }) => size);
}

/**
 * The levels of each category and list that fewer than five patients of `data` have, but not of the `declared` columns,
 * whose levels a person has named in order.
 */
export function rareLevels(data: Dataset, declared: ReadonlySet<string> = new Set()): RareLevels {
  const rare = new Map<string, Map<string, string>>();
  for (const [name, column] of data.cols) {
    if ((column.kind !== 'cat' && column.kind !== 'multi') || declared.has(name)) continue;
    const patients = patientsOf(data, name);
    const levels = column.dict.filter((_, code) => patients[code] < FEWEST_PATIENTS);
    if (levels.length === 0) continue;
    const known = new Set(column.dict);
    const words = new Map<string, string>();
    let number = 0;
    for (const level of levels) {
      do number++;
      while (known.has(`rare ${number}`));
      words.set(level, `rare ${number}`);
    }
    rare.set(name, words);
  }
  return rare;
}

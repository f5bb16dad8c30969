import type { GalleryFacts } from '../../../engine/images/api';

type Known = Pick<GalleryFacts, 'n' | 'classes' | 'label' | 'part'>;

export const [FEWEST, MOST] = [1, 6];

/** Rows of one class, those that train before all others; -1: without a label. */
export function candidates({ n, label, part }: Known, of: number): number[] {
  const rows = [...Array(n).keys()].filter((row) => label[row] === of);
  const training = part ? rows.filter((row) => part[row] === 1) : rows;
  return training.length > 0 ? training : rows;
}

/** One picture of each class, three at least where there are so many. */
export function firstRows(known: Known): number[] {
  const classes = known.classes.length > 0 ? [...known.classes.keys()] : [-1];
  const of = classes.map((i) => candidates(known, i)).filter((rows) => rows.length > 0);
  const chosen: number[] = [];
  const wanted = Math.min(MOST, Math.max(3, of.length));
  for (let round = 0; chosen.length < wanted && of.some((rows) => rows.length > round); round++)
    for (const rows of of) if (rows[round] !== undefined && chosen.length < wanted) chosen.push(rows[round]);
  return chosen;
}

/** The next picture of the same class that is not shown already; the same one where there is none. */
export function another(known: Known, row: number, shown: readonly number[]): number {
  const rows = candidates(known, known.label[row]);
  // A step that shares no factor with any usual number of slices a patient: the next is of another patient.
  const stride = rows.length > 11 ? 11 : 1;
  const from = Math.max(0, rows.indexOf(row));
  for (let i = 1; i <= rows.length; i++) {
    const next = rows[(from + i * stride) % rows.length];
    if (next === row || !shown.includes(next)) return next;
  }
  return row;
}

/** A picture more: of the class that is shown least; null where all are shown. */
export function oneMore(known: Known, shown: readonly number[]): number | null {
  const classes = known.classes.length > 0 ? [...known.classes.keys()] : [-1];
  const count = (of: number) => shown.filter((row) => known.label[row] === of).length;
  for (const of of classes.sort((a, b) => count(a) - count(b))) {
    const free = candidates(known, of).find((row) => !shown.includes(row));
    if (free !== undefined) return free;
  }
  return null;
}

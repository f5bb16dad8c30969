import type { Headcount, SplitSummary } from '../../split/parts';

/** One block of the picture: dots of people who are in the same part (and fold) together. */
export interface Block {
  part: 'train' | 'valid' | 'test';
  /** 1-based; null outside k-fold. */
  fold: number | null;
  /** The hospital, where a part is one; or the number of an outer fold as text. */
  name: string | null;
  /** What the block really holds. */
  people: number;
  dots: number;
  /** How many of the dots stand for the positive class; 0 where there is no such class. */
  positive: number;
}

export interface People {
  /** What a dot stands for, at least one. */
  perDot: number;
  blocks: Block[];
}

const SCALE = [1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000];
/** More dots than this are no longer seen as people. */
const MOST_DOTS = 360;

const share = (classes: number[], positive: number): number => {
  const total = classes.reduce((sum, n) => sum + n, 0);
  return total > 0 ? (classes[positive] ?? 0) / total : 0;
};

/**
 * The split as dots. Where every row is tested in its turn, a block is a test part of the first repeat; else with
 * folds a block is a validation part of the first repeat, the first of which validates while the others train.
 * `positive`: index of the positive class, or -1.
 */
export function peopleOf(summary: SplitSummary, positive: number): People {
  const { parts, outer, rounds, grouped } = summary;
  const count = (part: Headcount) => (grouped ? part.patients : part.rows);
  const named: { part: Block['part']; fold: number | null; name: string | null; of: Headcount }[] =
    outer.length > 0
      ? outer
          .filter(({ repeat }) => repeat === 0)
          .map((of, i) => ({ part: 'test', fold: i + 1, name: of.name, of }))
      : rounds.length > 1
        ? [
            ...rounds.map((of, i) => ({
              part: i === 0 ? ('valid' as const) : ('train' as const),
              fold: i + 1,
              name: of.site,
              of,
            })),
            ...parts
              .filter(({ part }) => part === 'test')
              .map((of) => ({ part: of.part, fold: null, name: null, of })),
          ]
        : parts.map((of) => ({ part: of.part, fold: null, name: null, of }));
  const total = named.reduce((sum, { of }) => sum + count(of), 0);
  const perDot =
    SCALE.find((size) => total / size <= MOST_DOTS) ?? Math.ceil(total / MOST_DOTS / 10_000) * 10_000;
  const blocks = named.map(({ of, ...block }) => {
    const people = count(of);
    const dots = people > 0 ? Math.max(1, Math.round(people / perDot)) : 0;
    const filled = positive < 0 ? 0 : Math.round(dots * share(of.classes, positive));
    return { ...block, people, dots, positive: filled };
  });
  return { perDot, blocks };
}

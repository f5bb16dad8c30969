import type { SplitSummary } from '../../split/parts';

/** One block of the picture: dots of people who are in the same part (and fold) together. */
export interface Block {
  part: 'train' | 'valid' | 'test';
  /** 1-based; null outside k-fold. */
  fold: number | null;
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
 * The split as dots. With k folds the summary counts the first round: its training rows are drawn as the k - 1
 * other folds, of equal size but for rounding. `positive`: index of the positive class, or -1.
 */
export function peopleOf(summary: SplitSummary, positive: number): People {
  const count = (part: SplitSummary['parts'][number]) => (summary.grouped ? part.patients : part.rows);
  const total = summary.parts.reduce((sum, part) => sum + count(part), 0);
  const perDot =
    SCALE.find((size) => total / size <= MOST_DOTS) ?? Math.ceil(total / MOST_DOTS / 10_000) * 10_000;
  const block = (part: SplitSummary['parts'][number], people: number, fold: number | null): Block => {
    const dots = people > 0 ? Math.max(1, Math.round(people / perDot)) : 0;
    return {
      part: part.part,
      fold,
      people,
      dots,
      positive: positive < 0 ? 0 : Math.round(dots * share(part.classes, positive)),
    };
  };
  const blocks = summary.parts.flatMap((part) => {
    if (summary.folds === 1 || part.part === 'test') return [block(part, count(part), null)];
    if (part.part === 'valid') return [block(part, count(part), 1)];
    const others = summary.folds - 1;
    const [each, left] = [Math.floor(count(part) / others), count(part) % others];
    return Array.from({ length: others }, (_, i) => block(part, each + (i < left ? 1 : 0), i + 2));
  });
  const order = (b: Block) => (b.part === 'test' ? 2 : b.fold === null && b.part === 'valid' ? 1 : 0);
  return { perDot, blocks: blocks.sort((a, b) => order(a) - order(b) || (a.fold ?? 0) - (b.fold ?? 0)) };
}

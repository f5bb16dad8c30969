import { ascending } from '../order';

/** A level of the fitted stair: predictions from `from` to `to` become `value`. */
interface Block {
  from: number;
  to: number;
  value: number;
  weight: number;
}

/** Rows that a level holds at least: none shows the outcome of a few people. */
const LEVEL_ROWS = 5;

const joined = (a: Block, b: Block): Block => ({
  from: a.from,
  to: b.to,
  value: (a.value * a.weight + b.value * b.weight) / (a.weight + b.weight),
  weight: a.weight + b.weight,
});

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al., Ann Math Stat 1955;26:641-647): levels of `y` that
 * never fall with `p`, closest in squares. Equal predictions are one observation.
 */
export function pool(y: ArrayLike<number>, p: ArrayLike<number>): Block[] {
  const order = ascending(p);
  const blocks: Block[] = [];
  for (let start = 0; start < order.length; ) {
    const at = p[order[start]];
    let end = start;
    let sum = 0;
    for (; end < order.length && p[order[end]] === at; end++) sum += y[order[end]];
    let block: Block = { from: at, to: at, value: sum / (end - start), weight: end - start };
    while (blocks.length > 0 && blocks[blocks.length - 1].value >= block.value)
      block = joined(blocks.pop() as Block, block);
    blocks.push(block);
    start = end;
  }
  return blocks;
}

/** Levels of too few rows join the neighbour that is closer in value: a mean of neighbours never breaks the order. */
function withoutSmall(blocks: Block[]): Block[] {
  const left = [...blocks];
  for (let i = left.findIndex(({ weight }) => weight < LEVEL_ROWS); i >= 0 && left.length > 1; ) {
    const below = i > 0 ? left[i].value - left[i - 1].value : Number.POSITIVE_INFINITY;
    const above = i + 1 < left.length ? left[i + 1].value - left[i].value : Number.POSITIVE_INFINITY;
    const first = below <= above ? i - 1 : i;
    left.splice(first, 2, joined(left[first], left[first + 1]));
    i = left.findIndex(({ weight }) => weight < LEVEL_ROWS);
  }
  return left;
}

/**
 * The corners of the calibrated stair, between which predictions go in a straight line; `from` ascends and `to` never
 * falls. Levels hold five rows at least, and no risk is 0 or 1: with n rows none is beyond 1/(n + 2) from them (the
 * rule of succession), as no number of patients shows that something never happens.
 */
export function fitIsotonic(y: ArrayLike<number>, p: ArrayLike<number>): { from: number[]; to: number[] } {
  const edge = 1 / (y.length + 2);
  const corners = withoutSmall(pool(y, p)).flatMap(({ from, to, value }) => {
    const inside = Math.min(1 - edge, Math.max(edge, value));
    return from === to
      ? [[from, inside]]
      : [
          [from, inside],
          [to, inside],
        ];
  });
  return { from: corners.map(([x]) => x), to: corners.map(([, value]) => value) };
}

/** A prediction on the line between its two corners; beyond the ends the end's own value. */
export function onStair(from: readonly number[], to: readonly number[], p: number): number {
  let low = 0;
  let high = from.length - 1;
  if (p <= from[low]) return to[low];
  if (p >= from[high]) return to[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle] <= p) low = middle;
    else high = middle;
  }
  return to[low] + ((p - from[low]) / (from[high] - from[low])) * (to[high] - to[low]);
}

import { ignoring, type QualityCheck, type QualityFinding } from './finding';

const ALIKE = 0.99;
/** Rows looked at and columns compared: pairs grow with the square. */
const ROWS = 2000;
const COLUMNS = 150;
const MOST_FINDINGS = 8;
const FEWEST = 20;

/** Pearson's correlation over rows in which both are there; 0 where there are too few or one does not vary. */
function correlation(a: Float64Array, b: Float64Array, rows: Uint32Array): number {
  let n = 0;
  let [meanA, meanB, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (const row of rows) {
    const [x, y] = [a[row], b[row]];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    // Welford's update: no cancellation where values are large and vary little.
    const dx = x - meanA;
    const dy = y - meanB;
    meanA += dx / n;
    meanB += dy / n;
    aa += dx * (x - meanA);
    bb += dy * (y - meanB);
    ab += dx * (y - meanB);
  }
  return n < FEWEST || aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** Pairs of numbers that say the same: the same measurement in another unit, or computed from each other. */
export const twins: QualityCheck = ({ data }) => {
  const numbers = [...data.cols]
    .flatMap(([name, column]) => (column.kind === 'num' ? [{ name, v: column.v }] : []))
    .slice(0, COLUMNS);
  const step = Math.max(1, Math.ceil(data.n / ROWS));
  const rows = Uint32Array.from({ length: Math.ceil(data.n / step) }, (_, i) => i * step);
  const found: QualityFinding[] = [];
  for (let j = 1; j < numbers.length; j++) {
    const pair = numbers
      .slice(0, j)
      .map((first) => ({ first, r: correlation(first.v, numbers[j].v, rows) }))
      .find(({ r }) => Math.abs(r) >= ALIKE);
    if (!pair) continue;
    const { name } = numbers[j];
    const params = { name, other: pair.first.name, r: (Math.trunc(pair.r * 1000) / 1000).toFixed(3) };
    found.push({
      key: 'twins',
      level: 'question',
      params,
      columns: [pair.first.name, name],
      fixes: [ignoring(name)],
    });
  }
  return found.slice(0, MOST_FINDINGS);
};

/** Shares of rows: hundredths. */
const STEPS = 100;

/**
 * Cumulative gain: which share of all events lies in the `share` of rows with the highest predictions. Within equal
 * predictions events are spread evenly. `y` and `p` fall by p; needs an event. Lift is gain over share.
 */
export function gains(y: Float64Array, p: Float64Array): { share: number; gain: number }[] {
  const n = y.length;
  const events = y.reduce((sum, value) => sum + value, 0);
  const found = new Float64Array(n + 1);
  for (let from = 0; from < n; ) {
    let to = from;
    let here = 0;
    for (; to < n && p[to] === p[from]; to++) here += y[to];
    for (let i = from; i < to; i++) found[i + 1] = found[from] + (here * (i + 1 - from)) / (to - from);
    from = to;
  }
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const at = (i * n) / STEPS;
    const below = Math.min(n - 1, Math.floor(at));
    const gain = (found[below] + (at - below) * (found[below + 1] - found[below])) / events;
    return { share: i / STEPS, gain: i === STEPS ? 1 : gain };
  });
}

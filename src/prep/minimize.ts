const GOLDEN = (3 - Math.sqrt(5)) / 2;
const SQRT_EPS = Math.sqrt(2.2e-16);

/**
 * Where `f` is smallest between `low` and `high`, to `tolerance` in its argument: Brent's bounded method (golden
 * section and parabolas), step for step as scipy.optimize.fminbound does it.
 */
export function minimizeBounded(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 1.48e-8,
  maxCalls = 500,
): number {
  let [a, b] = [low, high];
  let best = a + GOLDEN * (b - a);
  let [second, third] = [best, best];
  let [step, stepBefore] = [0, 0];
  let fBest = f(best);
  let [fSecond, fThird] = [fBest, fBest];
  for (let calls = 1; calls < maxCalls; calls++) {
    const middle = (a + b) / 2;
    const t1 = SQRT_EPS * Math.abs(best) + tolerance / 3;
    const t2 = 2 * t1;
    if (Math.abs(best - middle) <= t2 - (b - a) / 2) break;
    let golden = true;
    if (Math.abs(stepBefore) > t1) {
      // The parabola through the three best points.
      const r = (best - second) * (fBest - fThird);
      let q = (best - third) * (fBest - fSecond);
      let p = (best - third) * q - (best - second) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      const last = stepBefore;
      stepBefore = step;
      if (Math.abs(p) < Math.abs((q * last) / 2) && p > q * (a - best) && p < q * (b - best)) {
        step = p / q;
        const at = best + step;
        if (at - a < t2 || b - at < t2) step = middle >= best ? t1 : -t1;
        golden = false;
      }
    }
    if (golden) {
      stepBefore = best >= middle ? a - best : b - best;
      step = GOLDEN * stepBefore;
    }
    const x = best + (step >= 0 ? 1 : -1) * Math.max(Math.abs(step), t1);
    const fx = f(x);
    if (fx <= fBest) {
      if (x >= best) a = best;
      else b = best;
      [third, fThird, second, fSecond, best, fBest] = [second, fSecond, best, fBest, x, fx];
    } else {
      if (x < best) a = x;
      else b = x;
      if (fx <= fSecond || second === best) [third, fThird, second, fSecond] = [second, fSecond, x, fx];
      else if (fx <= fThird || third === best || third === second) [third, fThird] = [x, fx];
    }
  }
  return best;
}

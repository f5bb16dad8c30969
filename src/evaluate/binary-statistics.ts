import { brierTerms } from './brier';
import { CELL_MEASURES, cellMeasures } from './cells';
import { logLossTerms } from './log-loss';
import type { Sample } from './sample';
import type { Statistics } from './statistics';

const NAMES = [
  'auroc',
  'ap',
  'auprc',
  'brier',
  'scaledBrier',
  'logLoss',
  'oe',
  'discriminationSlope',
  'mape',
  'mcFadden',
  'coxSnell',
  'nagelkerke',
  ...CELL_MEASURES,
];

/**
 * Every measure of a binary model that is read from ranks, sums and the confusion table, in a pass over rows that
 * were sorted once: a replicate of the bootstrap costs O(n). The sample's rows fall by their predictions. `decided`:
 * 1 where a row was called positive. `threshold`: for net benefit; NaN where rows have different ones.
 *
 * ap: average precision, the step sum of scikit-learn. auprc: the same curve by trapezoids, too good where points lie
 * far apart (Davis & Goadrich 2006). scaledBrier: 1 - Brier / (prevalence (1 - prevalence)). mape: mean absolute
 * distance of risk and outcome. The three R² compare the likelihood with that of the prevalence (McFadden 1974; Cox &
 * Snell 1989; Nagelkerke 1991). oe: events over the sum of risks. An AUROC counts ties half.
 */
export function binaryStatistics(
  { y, p, unit, n }: Pick<Sample, 'y' | 'p' | 'unit' | 'n'>,
  decided: ArrayLike<number>,
  threshold: number,
): Statistics {
  // All as float64: products of whole numbers are checked for overflow, which takes longer than they do.
  const truth = Float64Array.from(y);
  const called = Float64Array.from(decided);
  const hits = called.map((call, i) => call * truth[i]);
  const ofPositives = p.map((risk, i) => risk * truth[i]);
  const errors = brierTerms(y, p, 2);
  const loss = logLossTerms(y, p, 2);
  const endsTie = Uint8Array.from(p, (risk, i) => (risk === p[i + 1] ? 0 : 1));
  const weights = new Float64Array(n);
  const values = new Float64Array(NAMES.length);
  return {
    names: NAMES,
    of(draws) {
      let risks = 0;
      let risksOfPositives = 0;
      let squares = 0;
      let losses = 0;
      let calls = 0;
      let tp = 0;
      for (let i = 0; i < n; i++) {
        const times = draws[unit[i]];
        weights[i] = times;
        calls += times * called[i];
        tp += times * hits[i];
        risks += times * p[i];
        risksOfPositives += times * ofPositives[i];
        squares += times * errors[i];
        losses += times * loss[i];
      }
      // Positives and all rows until the last tie, and in the current one.
      let positives = 0;
      let rows = 0;
      let tiedPositives = 0;
      let tiedRows = 0;
      // Pairs in the right order; steps and trapezoids under the curve of precision.
      let wins = 0;
      let steps = 0;
      let trapezoids = 0;
      let lastPrecision = 1;
      for (let i = 0; i < n; i++) {
        tiedRows += weights[i];
        tiedPositives += weights[i] * truth[i];
        if (endsTie[i] === 0) continue;
        // Negatives of the tie lose against all positives above and half of those beside them.
        wins += (tiedRows - tiedPositives) * (positives + tiedPositives / 2);
        positives += tiedPositives;
        rows += tiedRows;
        // Until the first drawn row there is no precision yet.
        const precision = rows > 0 ? positives / rows : 1;
        steps += tiedPositives * precision;
        trapezoids += (tiedPositives * (precision + lastPrecision)) / 2;
        lastPrecision = precision;
        tiedPositives = 0;
        tiedRows = 0;
      }
      const negatives = rows - positives;
      const prevalence = positives / rows;
      const brier = squares / rows;
      const uncertainty = prevalence * (1 - prevalence);
      const logLoss = losses / rows;
      const entropy = -(prevalence * Math.log(prevalence) + (1 - prevalence) * Math.log(1 - prevalence));
      const coxSnell = 1 - Math.exp(2 * (logLoss - entropy));
      values[0] = wins / (positives * negatives);
      values[1] = steps / positives;
      values[2] = trapezoids / positives;
      values[3] = brier;
      values[4] = uncertainty > 0 ? 1 - brier / uncertainty : Number.NaN;
      values[5] = logLoss;
      values[6] = positives / risks;
      values[7] = risksOfPositives / positives - (risks - risksOfPositives) / negatives;
      values[8] = (risks + positives - 2 * risksOfPositives) / rows;
      values[9] = 1 - logLoss / entropy;
      values[10] = coxSnell;
      values[11] = coxSnell / (1 - Math.exp(-2 * entropy));
      const cells = { tp, fp: calls - tp, fn: positives - tp, tn: negatives - (calls - tp) };
      const measures = cellMeasures(cells, threshold);
      for (let s = 0; s < CELL_MEASURES.length; s++) values[12 + s] = measures[CELL_MEASURES[s]];
      return values;
    },
  };
}

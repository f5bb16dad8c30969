import { weightedAuroc } from './auroc';
import { brierTerms } from './brier';
import { logLossTerms } from './log-loss';
import { classesPresent, oneAgainstRest } from './multiclass';
import type { Sample } from './sample';
import type { Statistics } from './statistics';

const OF_ALL = [
  'aurocMacro',
  'aurocWeighted',
  'accuracy',
  'balancedAccuracy',
  'ppvMacro',
  'f1Macro',
  'kappa',
  'quadraticKappa',
  'mcc',
  'brier',
  'logLoss',
];

/**
 * Every measure of a model of several classes. One against the rest for each class that is present (`auroc:<class>`),
 * their plain mean and their mean by the classes' numbers of rows; the rest from the confusion table, whose measures of
 * a class are averaged over the classes present. ppvMacro is not defined where such a class is never called, f1Macro
 * counts it as 0. quadraticKappa: Cohen 1968, classes in the order of the study. mcc: Gorodkin 2004.
 */
export function multiclassStatistics(
  { y, p, unit, n }: Sample,
  decided: ArrayLike<number>,
  classes: string[],
): Statistics {
  const width = classes.length;
  const present = classesPresent(y, width);
  const each = present.map((k) => {
    const one = oneAgainstRest(y, p, width, k);
    return weightedAuroc(one.y, one.p);
  });
  const squares = brierTerms(y, p, width);
  const losses = logLossTerms(y, p, width);
  const cell = Uint32Array.from(y, (truth, i) => truth * width + decided[i]);
  const names = [...OF_ALL, ...present.map((k) => `auroc:${classes[k]}`)];
  const values = new Float64Array(names.length);
  const weights = new Float64Array(n);
  const cells = new Float64Array(width * width);
  return {
    names,
    of(draws) {
      cells.fill(0);
      let [square, loss] = [0, 0];
      for (let i = 0; i < n; i++) {
        const times = draws[unit[i]];
        weights[i] = times;
        cells[cell[i]] += times;
        square += times * squares[i];
        loss += times * losses[i];
      }
      const table = tableMeasures(cells, width, present);
      let [macro, weighted] = [0, 0];
      each.forEach((statistic, j) => {
        const value = statistic(weights);
        values[OF_ALL.length + j] = value;
        macro += value / each.length;
        weighted += value * table.shares[present[j]];
      });
      const rows = table.n;
      values.set([macro, weighted, ...table.measures, square / rows, loss / rows]);
      return values;
    },
  };
}

/** accuracy, balancedAccuracy, ppvMacro, f1Macro, kappa, quadraticKappa, mcc. `cells`: [truth, decided]. */
function tableMeasures(cells: Float64Array, width: number, present: number[]) {
  const truth = new Float64Array(width);
  const called = new Float64Array(width);
  let n = 0;
  for (let k = 0; k < width; k++)
    for (let j = 0; j < width; j++) {
      const count = cells[k * width + j];
      truth[k] += count;
      called[j] += count;
      n += count;
    }
  let [right, chance, apart, apartByChance, recall, precision, f1] = [0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < width; k++) {
    right += cells[k * width + k];
    chance += truth[k] * called[k];
    for (let j = 0; j < width; j++) {
      apart += (k - j) ** 2 * cells[k * width + j];
      apartByChance += ((k - j) ** 2 * truth[k] * called[j]) / n;
    }
  }
  for (const k of present) {
    const hit = cells[k * width + k];
    recall += hit / truth[k] / present.length;
    precision += hit / called[k] / present.length;
    f1 += (2 * hit) / (truth[k] + called[k]) / present.length;
  }
  const square = (list: Float64Array) => list.reduce((sum, count) => sum + count * count, 0);
  const accuracy = right / n;
  const byChance = chance / (n * n);
  return {
    n,
    shares: truth.map((count) => count / n),
    measures: [
      accuracy,
      recall,
      precision,
      f1,
      (accuracy - byChance) / (1 - byChance),
      1 - apart / apartByChance,
      (right * n - chance) / Math.sqrt((n * n - square(called)) * (n * n - square(truth))),
    ],
  };
}

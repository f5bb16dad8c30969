import { takeRows } from '../../data/dataset';
import { partialDependence } from '../../explain/partial-dependence';
import { permutationImportance } from '../../explain/permutation-importance';
import { type Player, summarizeShap } from '../../explain/shap/summarize';
import { predict, rowsLookedAt } from '../../export/predict';
import type { Predictor } from '../../export/predictor';
import type { FeatureMaker } from '../../prep/image/encode';
import { takePictures } from '../../prep/image/picture-rows';
import type { Ctx } from '../../study/context';
import type { Importance } from '../../study/events';
import { rng } from '../../study/random';
import type { Explanation } from '../../study/results/explanation';
import type { Trainer } from '../../train/trainer';
import type { Winner } from '../finish';
import { explainedRows, modelOf, outputsOf } from './model';
import { backgroundOf, explainedPart, onePerPatient } from './samples';

const REPEATS = 10;
/** Of shuffled rows. */
const ROWS_AT_ONCE = 20_000;
/** Columns explained each for itself; the others count as one. */
const OWN = 40;
/** Curves drawn. */
const CURVES = 60;
const MOST_ROWS = 200;
const FEWEST_ROWS = 30;
/** Cells that are predicted at most, or nearly: it bounds the rows explained. */
const CELLS = 2e7;

type Run = Pick<Ctx, 'signal' | 'report'>;

/** Coalitions for so many columns: all of up to 7, then a few a column. */
export const coalitionLimit = (players: number): number =>
  players <= 7 ? 2 ** players : Math.max(128, 8 * players);

/** What the final model looks at in the rows it was tested on: importances, SHAP values, partial dependence. */
export async function explainWinner(
  winner: Winner,
  predictor: Predictor,
  trainer: Trainer,
  run: Run,
  maker: FeatureMaker | null,
): Promise<{ importances: Importance[]; explanation: Explanation }> {
  const { study, ready } = winner;
  const { part, rows: all } = explainedPart(ready);
  const rows = rowsLookedAt(predictor, ready.pictures?.source ?? null, all);
  const data = takeRows(ready.data, rows);
  const pictures = ready.pictures && { source: takePictures(ready.pictures.source, rows), maker };
  const metric = ready.target.kind === 'binary' ? 'auroc' : study.search.metric;
  const importances = await permutationImportance({
    names: [...data.cols.keys()],
    data,
    target: { ...ready.target, y: Float64Array.from(rows, (row) => ready.target.y[row]) },
    metric,
    predict: async (shuffled) =>
      (await predict(predictor, shuffled, trainer.predict.bind(trainer), pictures)).p,
    rng: rng(study.seed, 'importance'),
    repeats: REPEATS,
    // A picture is found by its row.
    ...(!pictures && { rowsAtOnce: ROWS_AT_ONCE }),
    ...run,
  });
  const about = { part, metric, repeats: REPEATS, outputs: outputsOf(predictor) };
  const names = importances.map(({ column }) => column);
  if (pictures || names.length === 0)
    return { importances, explanation: { ...about, shap: null, dependence: [] } };
  const explained = { winner, predictor, trainer, run, rows, names };
  return {
    importances,
    explanation: {
      ...about,
      shap: await shapOf(explained),
      dependence: await dependenceOf(explained),
    },
  };
}

interface Explained {
  winner: Winner;
  predictor: Predictor;
  trainer: Trainer;
  run: Run;
  rows: Uint32Array;
  /** Columns, the most important first. */
  names: string[];
}

/** Each column for itself, or the leading ones and the others together. */
export const playersOf = (names: readonly string[]): string[][] =>
  names.length <= OWN
    ? names.map((name) => [name])
    : [...names.slice(0, OWN - 1).map((name) => [name]), names.slice(OWN - 1)];

async function shapOf({
  winner,
  predictor,
  trainer,
  run,
  rows,
  names,
}: Explained): Promise<Explanation['shap']> {
  const { study, ready } = winner;
  const { unit } = ready.data;
  const outputs = Math.max(1, outputsOf(predictor).length);
  const background = await backgroundOf(ready, modelOf(predictor, trainer), outputs, study.seed);
  const players = playersOf(names);
  const limit = coalitionLimit(players.length);
  const most = Math.floor(CELLS / (limit * background.length * names.length));
  const all = onePerPatient(rows, unit, rows.length, study.seed, 'explain', 'rows');
  const some = onePerPatient(
    all,
    unit,
    Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, most)),
    study.seed,
    'explain',
    'sample',
  );
  const data = takeRows(ready.data, Uint32Array.from([...background, ...some]));
  const at = (from: number, n: number) => Uint32Array.from({ length: n }, (_, i) => from + i);
  const places = at(background.length, some.length);
  const found = await explainedRows(predictor, trainer, {
    data,
    rows: places,
    background: at(0, background.length),
    players,
    limit,
    rng: rng(study.seed, 'explain', 'coalitions'),
    ...run,
  });
  const told = players.map(
    (own): Player => ({ names: own, column: own.length === 1 ? (data.cols.get(own[0]) ?? null) : null }),
  );
  return {
    method: found.method,
    scale: found.scale,
    n: some.length,
    of: all.length,
    background: background.length,
    coalitions: found.coalitions,
    complete: found.complete,
    base: [...found.base],
    columns: summarizeShap(told, places, found, outputs, rng(study.seed, 'explain', 'bootstrap')),
  };
}

function dependenceOf({ winner, predictor, trainer, run, rows, names }: Explained) {
  const { study, ready } = winner;
  const { unit } = ready.data;
  return partialDependence({
    data: ready.data,
    rows: onePerPatient(rows, unit, MOST_ROWS, study.seed, 'explain', 'sample'),
    known: onePerPatient(ready.parts.dev, unit, ready.parts.dev.length, study.seed, 'explain', 'known'),
    names: names.slice(0, CURVES),
    model: modelOf(predictor, trainer),
    outputs: Math.max(1, outputsOf(predictor).length),
    ...run,
  });
}

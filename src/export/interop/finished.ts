import { type Table, type Target, takeRows } from '../../data/dataset';
import { levelsIn, withLevels } from '../../data/levels';
import { materialize } from '../../data/materialize';
import { nameLike } from '../../data/name-columns';
import { asCommon } from '../../data/sites/source-for';
import { read, readCells } from '../../data/sites/testing';
import type { NetSpec } from '../../models/family';
import { scalesOf, weightsOfNeighbours } from '../../models/neighbours/model';
import type { NeighboursSpec } from '../../models/neighbours/spec';
import { weightsOfTrees } from '../../models/trees/model';
import { randomTrees } from '../../models/trees/random-trees';
import type { TreesSpec } from '../../models/trees/spec';
import { levelColumns, levelsPlan } from '../../prep/levels-plan';
import { fitPipeline, preparedRows, toMatrix } from '../../prep/pipeline';
import { type Rng, rng } from '../../study/random';
import type { ColumnPlan, StepPlan, Task } from '../../study/schema';
import type { Weights } from '../../train/trainer';
import { neededInputs } from '../can-be-missing';
import { datasetFromTable, inputColumns } from '../inputs';
import { withFurther } from '../joined-inputs';
import type { OutputWords } from '../output-csv';
import { outputFile } from '../output-file';
import { predictNew } from '../predict-new';
import { PREDICTOR_VERSION, type Predictor } from '../predictor';
import { predictable } from '../remarks';
import { netSpec, plainForward, randomWeights } from '../testing';

// For the comparison with Python: finished models of random nets, and what the app makes of files of new rows.

const CLASSES = { binary: ['no', 'yes'], multiclass: ['a', 'b', 'c'], regression: [] };
const LOSS = { binary: 'binary', multiclass: 'softmax', regression: 'mse' } as const;

/** An outcome for the rows that has something to do with nothing. */
function targetOf(kind: Task['kind'], n: number, random: Rng): Target {
  const classes = CLASSES[kind];
  const y = Float64Array.from({ length: n }, () =>
    kind === 'regression' ? 100 + 20 * random.normal() : random.int(classes.length + 1) % classes.length,
  );
  return { kind, classes, y };
}

/** Weights under which no column drowns the others, so that a difference in any of them shows. */
function weightsFor(spec: NetSpec, x: Float32Array, random: Rng): Weights {
  const weights = randomWeights(spec, random);
  const { kernel } = weights[0];
  const units = kernel.length / spec.inputs;
  for (let j = 0; j < spec.inputs; j++) {
    let squares = 0;
    for (let i = j; i < x.length; i += spec.inputs) squares += x[i] ** 2;
    const scale = 1 / (0.2 + Math.sqrt((squares * spec.inputs) / x.length)) / Math.sqrt(spec.inputs);
    for (let u = 0; u < units; u++) kernel[j * units + u] *= scale;
  }
  return weights;
}

export interface Wanted {
  name: string;
  kind: Task['kind'];
  /** A member a list of steps. */
  members: StepPlan[][];
  /** Trees instead of nets, which take gaps and levels as they are. */
  grow?: TreesSpec['grow'];
  /** Its members are neighbours, of the rows that the steps were fitted to. */
  neighbours?: Pick<NeighboursSpec, 'k' | 'weights' | 'metric'>;
  plans: ColumnPlan[];
  /** The file that it learns from. */
  training: string;
  more?: Partial<Predictor>;
}

/** A model whose steps were fitted to a file, each member's to another part of its rows. */
export async function finishedModel(wanted: Wanted): Promise<Predictor> {
  const random = rng('interop', wanted.name);
  const { table } = await read(wanted.training);
  const named = nameLike(table, wanted.more?.names);
  const { data: all } = materialize(named, wanted.plans, null);
  const data = withLevels(all, levelsIn(all, [...Array(all.n).keys()]));
  const target = targetOf(wanted.kind, data.n, random);
  const members = wanted.members.map((steps, i): Predictor['members'][number] => {
    const plan = wanted.grow ? levelsPlan(steps) : steps;
    const { fitted, data: out } = fitPipeline(plan, data, target, { rng: random });
    const { names, x } = toMatrix(out, undefined, wanted.grow !== undefined);
    if (wanted.grow) {
      const categorical = levelColumns(fitted).map((name) => names.indexOf(name));
      const { spec, model } = randomTrees(`${wanted.name} ${i}`, {
        spec: {
          inputs: names.length,
          loss: LOSS[wanted.kind],
          classes: target.classes.length,
          grow: wanted.grow,
          trees: 60,
          categorical: categorical.sort((a, b) => a - b),
        },
        depth: 6,
        // Where some row is, so that equal numbers are met.
        threshold: (drawn, input) => x[drawn.int(out.n) * names.length + input] || 0,
      });
      return { steps: fitted, names, spec, weights: weightsOfTrees(model), weight: i + 0.5, gaps: true };
    }
    if (wanted.neighbours) {
      const spec: NeighboursSpec = {
        kind: 'neighbours',
        inputs: names.length,
        loss: LOSS[wanted.kind],
        classes: target.classes.length,
        ...wanted.neighbours,
      };
      const y = Float32Array.from(target.y);
      const w = new Float32Array(out.n).fill(1);
      const weights = weightsOfNeighbours(x, scalesOf(x, out.n, names.length), y, w);
      return { steps: fitted, names, spec, weights, weight: i + 0.5 };
    }
    const spec = netSpec(
      names.length,
      LOSS[wanted.kind],
      Math.max(1, target.classes.length === 2 ? 1 : target.classes.length),
      [6, 4],
    );
    return { steps: fitted, names, spec, weights: weightsFor(spec, x, random), weight: i + 0.5 };
  });
  return {
    version: PREDICTOR_VERSION,
    task: { kind: wanted.kind, target: 'outcome', classes: target.classes },
    inputs: inputColumns(data, wanted.plans),
    members,
    outcome: wanted.kind === 'regression' ? { mean: 100, sd: 20 } : null,
    threshold: wanted.kind === 'binary' ? 0.42 : null,
    meta: { studyName: 'interop', studyId: 'interop', metric: 'auroc', test: null },
    ...wanted.more,
  };
}

export interface NewFiles {
  rows: Uint8Array<ArrayBuffer>;
  further?: string[];
  site?: string;
}

/**
 * What the app predicts for a file, the numbers that each member's net is given (of the rows that can be predicted), and
 * the file that it hands out.
 */
export async function predictionsOf(predictor: Predictor, files: NewFiles, words: OutputWords) {
  const { table } = await read(files.rows);
  const further: Table[] = [];
  for (const text of files.further ?? []) further.push((await read(text)).table);
  const wanted = predictor.inputs.map(({ name }) => name);
  const common = asCommon(nameLike(table, predictor.names), predictor.sources ?? [], wanted, files.site);
  const { whole } = withFurther(common, further, predictor.joins ?? []);
  const data = datasetFromTable(predictor.inputs, whole);
  const stored = JSON.parse(JSON.stringify(predictor.members.map(({ steps }) => steps)));
  const members = predictor.members.map((member, i) => ({ ...member, steps: stored[i] }));
  const model = { ...predictor, members };
  const predictions = await predictNew(model, data, neededInputs(model), plainForward);
  const rows = takeRows(data, predictable(predictions.remarks));
  const x = members.map((member) => preparedRows(member, rows).x);
  const file = await outputFile(() => readCells(files.rows), null, predictions, words);
  return { p: predictions.p, x, file: new Uint8Array(await file.arrayBuffer()) };
}

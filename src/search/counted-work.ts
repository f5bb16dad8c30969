import { type AnySpec, isConvex, isDense, type NetworkSpec, type Shapes } from '../models/family';
import { inferShapes, parametersOf, sizeOf } from '../models/graph-shapes';
import { families } from '../models/index';
import { scoresOf, treesAnEpoch } from '../models/trees/spec';
import type { Trial } from '../study/events';
import type { Config } from '../study/space';
import type { SearchFacts } from './strategy';

// What a trial costs, counted and not timed, so that a search is the same on a machine that others use too. The unit is
// one weight that one row passes on its way forth and back: about 2 ns for five folds on WebAssembly. The constants were
// read from the journals of searches of hepatitis, uci_heart_4sites and maternal_health; single trials took from a third
// to three times as long as counted.

/** What a row costs in a network beside its weights. */
const ROW = 2000;
/** Passes over all rows until a regression is solved. */
const SOLVING = 60;
/** A tree: what it costs at least, and a row of it. Boosting makes its gradients anew for each and asks for every input. */
const BOOSTED = { least: 1.5e6, row: 4000 };
const OF_FOREST = { least: 0.3e6, row: 3000 };

/** About the seconds of one unit, for five folds. */
export const SECONDS_A_UNIT = 2e-9;

/** Weights of a fully connected network; of one on pictures each as often as it is used. */
function passesOf(spec: NetworkSpec): number {
  if (isDense(spec)) {
    const widths = [spec.inputs, ...spec.layers.map(({ units }) => units)];
    return spec.layers.reduce((sum, { units }, layer) => sum + (widths[layer] + 1) * units, 0);
  }
  const shapes = inferShapes(spec);
  return parametersOf(spec, shapes).reduce(
    (sum, node, i) => sum + (node ? sizeOf(node.kernel) * sizeOf(shapes[i].slice(0, -1)) : 0),
    0,
  );
}

/** Of one epoch, in which boosting makes a round and a forest grows a few trees. */
export function workOfEpoch(spec: AnySpec, rows: number): number {
  // Every row is measured against all others, half of a pass an input.
  if (spec.kind === 'neighbours') return rows * (ROW + (spec.inputs * rows) / 2);
  if (spec.kind !== 'trees') return rows * (ROW + passesOf(spec)) * (isConvex(spec) ? SOLVING : 1);
  const [trees, { least, row }] =
    spec.grow === 'boosting' ? [scoresOf(spec), BOOSTED] : [treesAnEpoch(spec), OF_FOREST];
  return trees * (least + row * rows);
}

const known = new WeakMap<Trial, { rows: number; work: number }>();

/** Of a trial that is over; of a family that this version does not know its rows and epochs alone. */
export function workOf(trial: Trial, about: SearchFacts): number {
  const { rows } = about;
  const found = known.get(trial);
  if (found?.rows === rows) return found.work;
  const epochs = Math.max(1, trial.points.at(-1)?.epoch ?? 1);
  const work = epochs * epochOf(trial.config, { inputs: 1, ...trial.shape, ...about }, rows);
  known.set(trial, { rows, work });
  return work;
}

function epochOf({ family, params }: Config, shapes: Shapes, rows: number): number {
  const spec = families.find(({ name }) => name === family)?.spec(params, shapes);
  return spec ? workOfEpoch(spec, rows) : rows * ROW;
}

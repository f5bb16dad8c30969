import { BenchsideError } from '../study/errors';
import { boostedTrees } from './boosted-trees';
import { cells } from './cells';
import { cnn } from './cnn';
import { densenet } from './densenet';
import { elasticNet } from './elastic-net';
import { extraTrees } from './extra-trees';
import { type Family, readsPictures } from './family';
import { inception } from './inception';
import { layers } from './layers';
import { logistic } from './logistic';
import { mlp } from './mlp';
import { mobile } from './mobile';
import { nearestNeighbours } from './nearest-neighbours';
import { randomForest } from './random-forest';
import { resnet } from './resnet';
import { tabularResnet } from './tabular-resnet';
import { transfer } from './transfer';

/** Every model family there is, simplest first. */
export const families: readonly Family[] = [
  elasticNet,
  logistic,
  boostedTrees,
  randomForest,
  extraTrees,
  nearestNeighbours,
  mlp,
  tabularResnet,
  layers,
  transfer,
  resnet,
  cnn,
  densenet,
  inception,
  mobile,
  cells,
];

/** Those whose models are networks; trees and neighbours are the others. */
export const networkFamilies: readonly Family[] = families.filter(
  ({ reads, holdsRows }) => reads !== 'levels' && !holdsRows,
);

/** Whether Keras trains such a model too: what is solved, grows, or only remembers is not made by steps down a gradient. */
export const trainsElsewhere = ({
  reads,
  solved,
  holdsRows,
}: Pick<Family, 'reads' | 'solved' | 'holdsRows'>): boolean => reads !== 'levels' && !solved && !holdsRows;

/** Those that learn from a table, or from pictures: their own pixels or a backbone's features. */
export const familiesFor = (rows: 'table' | 'picture'): readonly Family[] =>
  families.filter(({ reads }) => readsPictures(reads) === (rows === 'picture'));

/**
 * Of those the ones that a study begins with: searching for an architecture is asked for by its strategy, rows in a
 * model and what is on request by a person.
 */
export const usualFamilies = (rows: 'table' | 'picture'): readonly Family[] =>
  familiesFor(rows).filter(
    ({ structure, former, holdsRows, onRequest }) => !structure && !former && !holdsRows && !onRequest,
  );

/** Throws `study.invalid`. */
export function familyByName(name: string): Family {
  const family = families.find((f) => f.name === name);
  if (!family) throw new BenchsideError('study.invalid', { path: `search.space.${name}` });
  return family;
}

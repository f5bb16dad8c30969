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

/** Those whose models are networks; trees are the others. */
export const networkFamilies: readonly Family[] = families.filter(({ reads }) => reads !== 'levels');

/** Whether Keras trains such a model too: what is solved, and what grows, is not made by steps down a gradient. */
export const trainsElsewhere = ({ reads, solved }: Pick<Family, 'reads' | 'solved'>): boolean =>
  reads !== 'levels' && !solved;

/** Those that learn from a table, or from pictures: their own pixels or a backbone's features. */
export const familiesFor = (rows: 'table' | 'picture'): readonly Family[] =>
  families.filter(({ reads }) => readsPictures(reads) === (rows === 'picture'));

/** Of those the ones that a study begins with: an architecture is searched for where its strategy asks for it. */
export const usualFamilies = (rows: 'table' | 'picture'): readonly Family[] =>
  familiesFor(rows).filter(({ structure, former, onRequest }) => !structure && !former && !onRequest);

/** Throws `study.invalid`. */
export function familyByName(name: string): Family {
  const family = families.find((f) => f.name === name);
  if (!family) throw new BenchsideError('study.invalid', { path: `search.space.${name}` });
  return family;
}

import type { i18n } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { networkFamilies } from '../../models';
import type { InputShape } from '../../study/events';
import { defaultsOf, type ParamValues } from '../../study/params';
import type { Task } from '../../study/schema';
import { textsFor } from '../report/testing';
import {
  cellWords,
  type LearnsFrom,
  learnsFrom,
  networkBoxes,
  networkDescription,
  networkSentences,
  type Say,
} from './network-texts';
import { type TrialNetwork, trialNetwork } from './trial-network';

const binary = { kind: 'binary' as const, classes: ['0', '1'] };
const patients: LearnsFrom = { development: { rows: 736, patients: 736 }, unit: 'patients', folds: true };
const pictures: LearnsFrom = { development: { rows: 400, patients: 300 }, unit: 'pictures', folds: false };
const small: InputShape = { inputs: 28 * 28 + 2, picture: [28, 28, 1], table: 2 };

const wordsIn = (texts: i18n): Say => ({
  say: (key, fill) => texts.t(key, fill ?? {}),
  list: (parts) => new Intl.ListFormat(texts.language).format(parts),
});
let words: Record<'en' | 'ko', Say>;
beforeAll(async () => {
  words = { en: wordsIn(await textsFor('en')), ko: wordsIn(await textsFor('ko')) };
});

const network = (
  family: string,
  params: ParamValues,
  shape: InputShape,
  task: Pick<Task, 'kind' | 'classes'> = binary,
) => trialNetwork({ family, params }, shape, task) as TrialNetwork;
const told = (...[family, params, shape, from]: [string, ParamValues, InputShape, LearnsFrom]) =>
  networkSentences(network(family, params, shape), from, words.en)
    .join(' ')
    .replaceAll('\u00a0', ' ');

describe.each(['en', 'ko'] as const)('%s', (language) => {
  it.each(networkFamilies.map((family) => ({ family })))(
    'has a text for all of $family.name',
    ({ family }) => {
      const { name, params, reads } = family;
      const shape = reads === 'picture' ? small : { inputs: reads === 'features' ? 1283 : 30 };
      const most = params.map((param) =>
        param.kind === 'choice' ? param.choices.at(-1) : 'high' in param ? param.high : true,
      );
      const changed = params.map(({ key }, i) => ({ ...defaultsOf(params), [key]: most[i] }) as ParamValues);
      for (const [i, given] of changed.entries()) {
        const kind = (['binary', 'multiclass', 'regression'] as const)[i % 3];
        const classes = { binary: ['0', '1'], multiclass: ['a', 'b', 'c'], regression: [] }[kind];
        const one = network(name, given, shape, { kind, classes });
        const text = [
          networkDescription(one, words[language]),
          ...networkSentences(one, reads ? pictures : patients, words[language]),
          ...networkSentences(one, { ...patients, development: null }, words[language]),
        ].join(' ');
        expect(text).not.toMatch(/\{\{|undefined|NaN|network:|\b(part|structure|cell|many|scored|guards)\./);
      }
    },
  );
});

it('a perceptron, its numbers, and what stands against learning by heart', () => {
  expect(told('mlp', { hidden: [64, 32, 16] }, { inputs: 26 }, patients)).toBe(
    'Three hidden layers of 64, 32, and 16 units; 4,353 numbers are learned from 736 patients. ' +
      'That is about 6 numbers for each patient, as is usual for such networks. What guards against learning ' +
      'single patients by heart: weight decay, dropout, and stopping at the best epoch; and cross-validation ' +
      'scores it only on those it has not learned from.',
  );
  expect(told('logistic', {}, { inputs: 1 }, patients)).toBe(
    'No hidden layer: the prediction is a weighted sum of 1 column; 2 numbers are learned from 736 patients.',
  );
});

it('only what the configuration has is called a guard', () => {
  const text = told('mlp', { dropout: 0, weightDecay: 0 }, { inputs: 100 }, { ...patients, folds: false });
  expect(text).toContain('by heart: stopping at the best epoch; and the validation part');
  // Four numbers for each patient are not many.
  expect(told('mlp', { hidden: [32] }, { inputs: 90 }, patients)).not.toContain('by heart');
});

it('a journal of an earlier version does not say of how many patients', () => {
  const text = told('mlp', { hidden: [8] }, { inputs: 3 }, { ...patients, development: null });
  expect(text).toBe('One hidden layer of 8 units; 41 numbers are learned.');
});

it('pictures, columns beside them, shortcuts', () => {
  const text = told('resnet', {}, small, pictures);
  expect(text).toContain('The picture passes 9 convolutions');
  expect(text).toContain('from 28 × 28 to 7 × 7 pixels');
  expect(text).toContain(
    '77,171 numbers are learned from 400 pictures of 300 patients. 2 columns of the table join',
  );
  expect(text).toContain('about 193 numbers for each picture');
});

it('a backbone stays as it is, or is trained at its top', () => {
  const frozen = told('transfer', {}, { inputs: 1280 }, pictures);
  expect(frozen).toContain('left as it is, describes each picture by 1,280 numbers, and a weighted sum');
  expect(frozen).toContain('1,281 numbers are learned from 400 pictures of 300 patients. 3,350,000 numbers');
  expect(told('transfer', { fineTune: 1, hidden: 16 }, { inputs: 1280 }, pictures)).toContain(
    'its top is trained on, the rest is left as it is, and one hidden layer of 16 units',
  );
});

it('a cell: how often it stands and what lies on its ways, not what lies beside them', () => {
  const params = {
    edge01: 'none',
    edge02: 'conv3',
    edge12: 'conv1',
    edge03: 'skip',
    edge13: 'none',
    edge23: 'pool3',
  };
  const text = told('cells', { ...params, depth: 2 }, small, pictures);
  expect(text).toContain(
    'The same cell stands 6 times, each time with numbers of its own: one 3 × 3 convolution, one mean of 3 × 3 ' +
      'pixels, and one way that passes all on unchanged on its ways from input to output',
  );
  expect(text).toContain('Dotted ways lead nowhere and change nothing.');
  expect(text).not.toContain('Shortcuts');
  expect(told('cells', {}, small, pictures)).not.toContain('Dotted');
});

it('the stages that hold cells say so, the first layers of large pictures do not', () => {
  const large: InputShape = { inputs: 128 * 128, picture: [128, 128, 1], table: 0 };
  const boxes = networkBoxes(network('cells', { depth: 3 }, large), words.en);
  expect(boxes.map(({ lines }) => lines.includes('3 cells'))).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(boxes.map(({ look }) => look)).toEqual([
    'input',
    ...Array.from({ length: 5 }, () => 'learned'),
    'output',
  ]);
});

it('points and operations of a cell have names', () => {
  const { points, operation } = cellWords(words.en);
  expect(points).toEqual(['input', 'A', 'B', 'output']);
  expect(new Set(Object.values(operation)).size).toBe(4);
});

it('rows are patients where each has one', () => {
  const split = { validation: { kind: 'kfold', k: 5 } } as never;
  const of = (development: LearnsFrom['development'], images?: object) =>
    learnsFrom({ split, images } as Parameters<typeof learnsFrom>[0], development);
  expect(of({ rows: 9, patients: 9 })).toMatchObject({ unit: 'patients', folds: true });
  expect(of({ rows: 9, patients: 5 }).unit).toBe('rows');
  expect(of({ rows: 9, patients: 9 }, {}).unit).toBe('pictures');
  expect(of(null).unit).toBe('patients');
});

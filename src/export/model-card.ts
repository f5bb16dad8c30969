import { type AnySpec, byGradients, isConvex } from '../models/family';
import { type GraphSpec, readsPicture } from '../models/graph';
import { countParameters } from '../models/graph-shapes';
import type { NeighboursSpec } from '../models/neighbours/spec';
import type { TreesSpec } from '../models/trees/spec';
import { directionsOf } from '../prep/directed';
import { repeatsIn } from '../split/repeats';
import type { Estimate, Evaluation } from '../study/events';
import { type JournalState, replayJournal } from '../study/journal-state';
import type { Study } from '../study/schema';
import { type WinningModel, winningModel } from '../study/winning-model';
import type { BundleParts } from './bundle-parts';
import { calibrationText, thresholdText } from './decision-text';
import { markdownTable, plainText } from './markdown';
import type { InputColumn, Member, Predictor } from './predictor';
import { BUNDLE_VERSION } from './versions';

const UNKNOWN = 'not reported';

const number = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : 'not computable';
const said = (text: string | undefined): string => (text?.trim() ? plainText(text) : UNKNOWN);
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

function estimateText({ estimate, low, high }: Estimate): string {
  const interval = low === null || high === null ? '' : ` (95 % CI ${number(low)} to ${number(high)})`;
  return number(estimate) + interval;
}

function predicted({ task, outcome }: Predictor): string {
  const target = plainText(task.target);
  const horizon = task.survival
    ? ` within ${task.survival.horizon} units of time after ${plainText(task.survival.time)} began`
    : '';
  switch (task.kind) {
    case 'binary':
      return `The probability that **${target}** is **${plainText(task.classes[1])}** (and not ${plainText(task.classes[0])})${horizon}.`;
    case 'multiclass':
      return `A probability for each class of **${target}**: ${task.classes.map(plainText).join(', ')}.`;
    case 'regression':
      return `The value of **${target}** (mean ${number(outcome?.mean ?? Number.NaN)}, SD ${number(outcome?.sd ?? Number.NaN)} in the development data).`;
  }
}

const dateText = (day: number): string => new Date(Math.round(day) * 86_400_000).toISOString().slice(0, 10);

function rangeOf({ type, range, second, levels }: InputColumn): string {
  if (levels) return levels.length > 0 ? levels.map(plainText).join(', ') : UNKNOWN;
  if (!range) return type === 'text' ? 'free text' : UNKNOWN;
  const text = type === 'date' ? dateText : number;
  const [low, high] = [range.min, range.max].map(text);
  return second ? `${low} to ${high} / ${number(second.min)} to ${number(second.max)}` : `${low} to ${high}`;
}

const inputRows = (inputs: readonly InputColumn[]): string =>
  markdownTable(
    ['Input', 'Type', 'Unit', 'Seen in development'],
    inputs.map((input) => [
      plainText(input.name),
      input.type,
      input.unit ? plainText(input.unit) : '—',
      rangeOf(input),
    ]),
  );

function stepLines({ steps, picture }: Member): string {
  const all = [...(picture?.parts ?? []), ...(picture?.steps ?? []), ...steps];
  if (all.length === 0) return 'None.';
  return all
    .map(({ step, params }, i) => {
      const values = Object.entries(params).map(([key, value]) => `${key} ${plainText(String(value))}`);
      return `${i + 1}. ${step}${values.length > 0 ? `: ${values.join('; ')}` : ''}`;
    })
    .join('\n');
}

function networkText({ spec, weights }: Pick<Member, 'spec' | 'weights'>): string {
  if (spec.kind === 'trees') return treesText(spec);
  if (spec.kind === 'neighbours') return neighboursText(spec, weights[1].kernel.length);
  if (spec.kind === 'graph') {
    const learned = countParameters(spec);
    if (!readsPicture(spec)) {
      const blocks = spec.nodes.filter(({ op }) => op === 'add').length;
      return `A residual network: ${spec.table} numbers go in and pass ${count(blocks, 'block')} with batch normalization and ReLU; ${learned} parameters.`;
    }
    const convolutions = spec.nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length;
    return `A network of ${spec.nodes.length} nodes, ${convolutions} of them convolutions, with ${learned} parameters; a picture of ${spec.picture.join(' × ')} numbers (height, width, channels)${spec.table > 0 ? ` and ${spec.table} numbers of the table` : ''} go in.`;
  }
  const hidden = spec.layers.slice(0, -1).map(({ units }) => units);
  return hidden.length === 0
    ? `A linear model of ${spec.inputs} numbers.`
    : `A fully connected network: ${spec.inputs} numbers go in, then hidden layers of ${hidden.join(', ')} units with ReLU.`;
}

function developmentText({ predictor, study }: BundleParts, journal: JournalState): string {
  const rows = journal.development?.rows ?? predictor.development?.rows;
  const sites = predictor.sources?.length ?? journal.evaluation?.evaluation.sites?.length;
  return [
    `- Rows: ${rows ?? UNKNOWN}`,
    `- Patients: ${journal.development?.patients ?? UNKNOWN}`,
    `- Hospitals: ${sites ?? UNKNOWN}`,
    `- Source, setting, dates: ${['dataSource', 'setting', 'dates'].map((field) => said(study.report[field])).join('; ')}`,
  ].join('\n');
}

const GROWN = {
  boosting: 'Boosted decision trees',
  forest: 'A random forest',
  extra: 'A forest of extremely randomized trees',
} as const;

const treesText = ({ grow, inputs }: TreesSpec): string =>
  `${GROWN[grow]} on ${count(inputs, 'input')}; missing values go the way that training found better.`;

/** Rows are said to be inside by whoever holds them: who reads the card must know. */
const neighboursText = ({ inputs, k }: NeighboursSpec, rows: number): string =>
  `The ${count(k, 'nearest neighbour')} among ${count(rows, 'row')} of training patients, on ${count(inputs, 'input')}. **These rows are inside the model, as they were prepared: whoever has it can read them.**`;

function recipeText(spec: AnySpec): string {
  if (isConvex(spec)) {
    const { penalty, l1Share } = spec.optimizer;
    return `Solved to its minimum under an elastic-net penalty of strength ${number(penalty)} on standardized inputs, ${number(100 * l1Share)} % of it lasso`;
  }
  if (spec.kind === 'neighbours')
    return `${count(spec.k, 'neighbour')}, ${spec.weights === 'uniform' ? 'all alike' : 'weighed by 1 / distance'}, ${spec.metric === 'euclidean' ? 'Euclidean' : 'Manhattan'} distance of inputs over their SD`;
  if (byGradients(spec)) {
    const { learningRate, weightDecay, batchSize } = spec.optimizer;
    const adamw = `AdamW, learning rate ${number(learningRate)}, weight decay ${number(weightDecay)}, batches of ${batchSize}`;
    return spec.kind === 'graph' ? [adamw, ...plansOf(spec)].join(', ') : adamw;
  }
  return treesRecipe(spec as TreesSpec);
}

function plansOf({ optimizer: { schedule, labelSmoothing, averaging = 0 } }: GraphSpec): string[] {
  return [
    ...(schedule === 'constant' ? [] : [`schedule ${schedule}`]),
    ...(labelSmoothing > 0 ? [`label smoothing ${number(labelSmoothing)}`] : []),
    ...(averaging > 0
      ? [`weights of the last ${number(100 * averaging)} % of the planned epochs averaged`]
      : []),
  ];
}

function treesRecipe(spec: TreesSpec): string {
  const tree = `at most ${spec.maxLeaves} leaves and ${spec.maxDepth} cuts deep, at least ${count(spec.minLeafRows, 'row')} a leaf`;
  return spec.grow === 'boosting'
    ? `One tree a round (an epoch), ${tree}, learning rate ${number(spec.learningRate)}`
    : `${count(spec.trees, 'tree')}, ${tree}`;
}

/** How trials were compared, where that is by folds. */
function insideText({ split }: Study): string {
  if (split.validation.kind !== 'kfold') return '';
  const repeats = repeatsIn(split);
  return `, ${split.validation.k}-fold cross-validation${repeats > 1 ? ` repeated ${repeats} times, a row by the mean of its predictions` : ''}`;
}

/** `seeds`: networks in the place of one, a number each trial. */
function finalText({ final, split }: Study, networks: number, seeds: readonly number[]): string {
  const trials = seeds.length;
  const places = networks / seeds.reduce((sum, n) => sum + n, 0);
  const repeats = repeatsIn(split);
  const taken = split.validation.kind === 'kfold' ? places / split.validation.k : repeats;
  const some = repeats > 1 && taken < repeats ? ` of ${taken} of the ${repeats} repeats` : '';
  const most = Math.max(...seeds);
  const several = `${trials > 1 ? 'of a trial of neural networks ' : ''}${most} from different seeds in the place of each, averaged`;
  return [
    [
      trials > 1
        ? `${count(networks, 'network')} of ${trials} trials, averaged with the trials' weights`
        : '',
      final === 'refit'
        ? 'one network trained anew on all development rows'
        : `${count(places, 'network')}, one a fold${some}, averaged`,
    ]
      .filter(Boolean)
      .join('; of each trial '),
    ...(most > 1 ? [several] : []),
  ].join('; ');
}

const foundBy = (ensemble: JournalState['ensemble']): string =>
  ensemble?.method === 'stacked'
    ? `weights by a linear model on validation rows (stacking, van der Laan et al. 2007; none below 0, 1 in all, ridge of ${ensemble.pull} towards equal weights)`
    : 'chosen greedily on validation rows (Caruana et al. 2004)';

/** Of one trial its family; where several predict together, who they are and what that gains. */
function familyLines(model: WinningModel | null, { trials, ensemble }: JournalState): string[] {
  const familyOf = (number: number) =>
    plainText(trials.find(({ trial }) => trial === number)?.config.family ?? UNKNOWN);
  if (!model) return [`- Family: ${UNKNOWN}`];
  if (model.members.length === 1) return [`- Family: ${familyOf(model.trial.trial)}`];
  const members = model.members.map(
    ({ trial, weight }) => `${familyOf(trial)} (trial ${trial + 1}, weight ${number(weight)})`,
  );
  return [
    `- Ensemble of ${members.length} trials: ${members.join(', ')}; ${foundBy(ensemble)}, their predictions are averaged by weight.`,
    ...(ensemble?.gain
      ? [
          `- Gain over the best single trial, on validation rows that no choice had seen (${ensemble.metric}, positive is better): ${estimateText(ensemble.gain)}.`,
        ]
      : []),
  ];
}

const networksOf = ({ trials }: JournalState, number: number): number =>
  trials.find(({ trial }) => trial === number)?.score?.networks ?? 1;

/** What the trees among its members are held to. */
function directionLines(study: Study, { members }: Predictor): string[] {
  const directed = directionsOf(study);
  const kept = members.filter(({ spec }) => spec.kind === 'trees').length;
  if (directed.length === 0 || kept === 0) return [];
  const said = directed.map(
    ({ name, direction }) =>
      `${direction === 'rises' ? 'not falling' : 'not rising'} with rising ${plainText(name)}`,
  );
  const who =
    kept === members.length ? 'the model' : 'the trees among its members, but not the model as a whole';
  return [`- Known directions (monotone constraints), kept by ${who}: prediction ${said.join(', ')}.`];
}

function trainingText({ study, predictor }: BundleParts, journal: JournalState): string {
  const tried = journal.trials.length;
  const model = winningModel(journal, study.evaluation);
  const best = model?.trial;
  const { training } = study;
  const recipes = predictor.members.map(({ spec }) => recipeText(spec)).filter(isFirst);
  const seeds = model?.members.map(({ trial }) => networksOf(journal, trial)) ?? [1];
  return [
    `- ${count(tried, 'configuration')} tried by the strategy “${plainText(study.search.strategy)}”; chosen by ${study.search.metric} on validation rows of the development part${insideText(study)}${best?.score ? ` (${number(best.score.metric)})` : ''}.`,
    ...familyLines(model, journal),
    `- ${recipes.join('; ')}${predictor.members.every(({ spec }) => isConvex(spec) || spec.kind === 'neighbours') ? '' : `, at most ${training.maxEpochs} epochs, stopped after ${training.patience} without a better validation loss`}; class weights: ${training.classWeights}.`,
    ...directionLines(study, predictor),
    `- Final model: ${finalText(study, predictor.members.length, seeds)}.`,
    `- Seed ${study.seed}; calculated on ${journal.backend ?? UNKNOWN}.`,
  ].join('\n');
}

function evaluationText(evaluation: Evaluation | null): string {
  if (!evaluation) return 'Not tested: no row was kept apart, or nobody has opened the test set.';
  const { n, patients, scheme, metrics } = evaluation;
  return [
    `${count(n, 'row')} of ${count(patients, 'patient')} that the model had not seen (${scheme}).`,
    markdownTable(
      ['Measure', 'Estimate'],
      Object.entries(metrics).map(([name, estimate]) => [plainText(name), estimateText(estimate)]),
    ),
  ].join('\n\n');
}

const USE = `With the app: open Benchside, go to Use, and drop the bundle there.

Where the bundle holds these files (trees and neighbours have no form in Keras):

- \`python predict.py --check\` runs the bundle's own test vectors; \`python predict.py rows.csv\` predicts.
- \`model_keras.py\` rebuilds a network in Keras 3 and loads \`weights.safetensors\`.
- \`models/N/model.onnx\` takes the numbers that come out of the preprocessing in \`preprocess.json\`.`;

/** model-card.md: what is known of the model, and "not reported" for what nobody has said. After Mitchell et al. 2019. */
export function modelCard(parts: BundleParts): string {
  const { predictor, study } = parts;
  const journal = replayJournal(parts.journal);
  const evaluation = journal.evaluation?.evaluation ?? null;
  const { question, report } = study;
  const sections: [string, string][] = [
    ['What it predicts', predicted(predictor)],
    [
      'Intended use',
      [
        `- Population: ${said(question.population)}`,
        `- Moment of prediction: ${said(question.moment)}`,
        `- Users: ${said(report.users)}`,
        `- Purpose: ${said(report.purpose)}`,
      ].join('\n'),
    ],
    ['Development data', developmentText(parts, journal)],
    ['Inputs', predictor.inputs.length > 0 ? inputRows(predictor.inputs) : 'A picture alone.'],
    ['Preprocessing', predictor.members.map(stepLines).filter(isFirst).join('\n\nOr, in other members:\n\n')],
    ['Network', predictor.members.map(networkText).filter(isFirst).join('\n')],
    ['Training', trainingText(parts, journal)],
    ['Evaluation', evaluationText(evaluation)],
    ['Calibration', calibrationText(predictor.calibration)],
    ['Threshold', thresholdText(predictor, study)],
    [
      'Limits',
      [
        `- Failures: ${said(report.failures)}`,
        `- Fairness: ${said(report.fairness)}`,
        `- Limitations: ${said(report.limitations)}`,
        '- A level that fewer than five patients of the development data had reads as one never seen.',
        '- Check the model on patients of your own before it informs any decision. It is no medical device.',
      ].join('\n'),
    ],
    ['How to use it', USE],
    ['Format', `benchside-bundle, version ${BUNDLE_VERSION}.`],
  ];
  const title = plainText(study.name) || 'A prediction model';
  return `# ${title}\n\n${sections.map(([head, text]) => `## ${head}\n\n${text}\n`).join('\n')}`;
}

const isFirst = (text: string, i: number, all: readonly string[]): boolean => all.indexOf(text) === i;

import type { Kind } from './tables';

/** A small study that a bundle is made from; what is not said is as the application proposes it. */
export interface InteropStudy {
  name: string;
  data: Kind | 'pictures';
  family: string;
  /** Values of its hyperparameters, each searched as this one choice. */
  params?: Record<string, unknown>;
  steps?: { step: string; params?: Record<string, unknown> }[];
  /** Other types and roles than the proposed ones. */
  columns?: Record<string, { type?: string; role?: string }>;
  recalibration?: 'platt' | 'isotonic' | 'temperature';
  final?: 'refit';
  /** A step, or the model, holds rows of patients. */
  rowsMayLeave?: true;
  epochs: number;
}

const fill = { step: 'impute', params: { numeric: 'median', categorical: 'level' } };

/** Every family, and pipelines in which every kind of column and most steps stand. */
export const STUDIES: readonly InteropStudy[] = [
  { name: 'logistic', data: 'binary', family: 'logistic', recalibration: 'platt', epochs: 30 },
  { name: 'elastic net', data: 'binary', family: 'elastic-net', params: { l1Share: 0.5 }, epochs: 1 },
  { name: 'mlp', data: 'multiclass', family: 'mlp', recalibration: 'temperature', epochs: 20 },
  {
    name: 'residual network',
    data: 'multiclass',
    family: 'tabular-resnet',
    params: { width: 32, schedule: 'warmCosine' },
    epochs: 20,
  },
  { name: 'layers', data: 'regression', family: 'layers', final: 'refit', epochs: 20 },
  { name: 'boosted trees', data: 'binary', family: 'boosted-trees', recalibration: 'platt', epochs: 30 },
  { name: 'random forest', data: 'multiclass', family: 'random-forest', params: { trees: 50 }, epochs: 50 },
  {
    name: 'extra trees, diagnoses',
    data: 'regression',
    family: 'extra-trees',
    params: { trees: 50 },
    steps: [{ step: 'icd-chapter' }, { step: 'ordinal' }, { step: 'multi-hot' }],
    final: 'refit',
    epochs: 50,
  },
  {
    name: 'nearest neighbours',
    data: 'multiclass',
    family: 'nearest-neighbours',
    rowsMayLeave: true,
    epochs: 1,
  },
  {
    name: 'nearest neighbours, Manhattan',
    data: 'regression',
    family: 'nearest-neighbours',
    params: { k: 7, weights: 'uniform', metric: 'manhattan' },
    final: 'refit',
    rowsMayLeave: true,
    epochs: 1,
  },
  {
    name: 'mlp, dates and words',
    data: 'binary',
    family: 'mlp',
    recalibration: 'isotonic',
    columns: { admitted: { role: 'feature' }, born: { role: 'feature' }, note: { type: 'text' } },
    steps: [
      { step: 'impute-iterative' },
      { step: 'date-parts', params: { reference: 'admitted', interval: 'years', weekday: true } },
      { step: 'icd-chapter' },
      { step: 'ordinal' },
      { step: 'one-hot', params: { minCount: 5, unknown: true } },
      { step: 'multi-hot' },
      { step: 'bag-of-words', params: { weight: 'tfidf' } },
      fill,
      { step: 'yeo-johnson' },
      { step: 'select-correlation' },
    ],
    epochs: 20,
  },
  {
    name: 'mlp, levels as numbers',
    data: 'multiclass',
    family: 'mlp',
    steps: [
      { step: 'ordinal' },
      fill,
      { step: 'winsorize' },
      { step: 'log' },
      { step: 'target-encoding' },
      { step: 'hashing', params: { buckets: 16 } },
      { step: 'quantile' },
      { step: 'select-variance' },
      { step: 'over-sample' },
    ],
    epochs: 20,
  },
  {
    name: 'mlp, counts of levels',
    data: 'regression',
    family: 'mlp',
    steps: [
      { step: 'ordinal' },
      { step: 'impute-constant', params: { number: 7, text: 'gap' } },
      { step: 'frequency', params: { measure: 'log' } },
      { step: 'multi-hot' },
      { step: 'min-max', params: { clip: true } },
      { step: 'robust' },
      { step: 'select-mutual-information', params: { count: 12 } },
    ],
    epochs: 20,
  },
  {
    name: 'mlp, similar patients',
    data: 'binary',
    family: 'mlp',
    rowsMayLeave: true,
    steps: [
      { step: 'ordinal' },
      { step: 'impute-knn', params: { weights: 'distance' } },
      { step: 'one-hot' },
      { step: 'multi-hot' },
      { step: 'standardize' },
      { step: 'under-sample' },
    ],
    epochs: 20,
  },
  { name: 'transfer', data: 'pictures', family: 'transfer', epochs: 5 },
  {
    name: 'transfer, fine-tuned',
    data: 'pictures',
    family: 'transfer',
    params: { fineTune: 1, fineTuneEpochs: 1 },
    epochs: 2,
  },
  { name: 'resnet', data: 'pictures', family: 'resnet', epochs: 2 },
  { name: 'cnn', data: 'pictures', family: 'cnn', epochs: 2 },
  {
    name: 'cnn, contrast and noise',
    data: 'pictures',
    family: 'cnn',
    steps: [
      { step: 'trim-markers' },
      { step: 'auto-crop' },
      { step: 'percentile-clip' },
      { step: 'clahe', params: { tiles: 4 } },
      { step: 'median' },
      { step: 'gaussian', params: { sigma: 0.7 } },
      { step: 'sharpen' },
      { step: 'resize', params: { size: 30, mode: 'fit' } },
      { step: 'scale01' },
      { step: 'mean-subtraction', params: { of: 'pixel' } },
      { step: 'flip' },
      { step: 'rotate' },
    ],
    epochs: 2,
  },
  {
    name: 'cnn, patches in colour',
    data: 'pictures',
    family: 'cnn',
    steps: [
      { step: 'patches', params: { size: 16, stride: 16, tissue: 0 } },
      { step: 'equalize' },
      { step: 'gamma', params: { gamma: 1.4 } },
      { step: 'bilateral' },
      { step: 'non-local-means', params: { distance: 2 } },
      { step: 'histogram-match' },
      { step: 'to-colour' },
      { step: 'channel-select', params: { channel: 'grey' } },
      { step: 'z-score' },
    ],
    epochs: 2,
  },
  {
    name: 'cnn, cut out and windowed',
    data: 'pictures',
    family: 'cnn',
    steps: [
      { step: 'roi-crop', params: { x: 0.1, y: 0.05, width: 0.8, height: 0.85 } },
      { step: 'window', params: { preset: 'custom', level: 110, width: 180 } },
      { step: 'resize', params: { size: 24, mode: 'cover' } },
      { step: 'scale01', params: { by: 'picture' } },
    ],
    epochs: 2,
  },
  { name: 'densenet', data: 'pictures', family: 'densenet', epochs: 2 },
  { name: 'inception', data: 'pictures', family: 'inception', epochs: 2 },
  { name: 'mobile', data: 'pictures', family: 'mobile', epochs: 2 },
  { name: 'cells', data: 'pictures', family: 'cells', epochs: 2 },
];

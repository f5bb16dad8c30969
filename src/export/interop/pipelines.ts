import type { ParamValues } from '../../study/params';
import type { StepPlan } from '../../study/schema';

type Planned = readonly [step: string, params?: ParamValues, columns?: string[]];

const plan = (steps: readonly Planned[]): StepPlan[] =>
  steps.map(([step, params = {}, columns], i) => ({
    id: `${step}-${i}`,
    step,
    params,
    ...(columns && { columns }),
  }));

const DATES: Planned[] = [
  [
    'date-parts',
    { reference: 'admission', interval: 'age', keepReference: true, season: false },
    ['birth', 'admission'],
  ],
  ['date-parts', {}],
];
const ORDINAL: Planned = ['ordinal'];
const FILL: Planned = ['impute'];
const HOT: Planned[] = [['one-hot'], ['multi-hot'], ['bag-of-words']];

/** A step with those around it that make numbers without gaps of everything. */
const filling = (...step: Planned[]): StepPlan[] => plan([...DATES, ORDINAL, ...step, ...HOT]);
const encoding = (...step: Planned[]): StepPlan[] => plan([...DATES, ORDINAL, FILL, ...step, ...HOT]);
const scaling = (...step: Planned[]): StepPlan[] => plan([...DATES, ORDINAL, FILL, ...HOT, ...step]);

/** Every step, with each choice that changes what it does to rows to come. */
export const SINGLE_STEPS: Record<string, StepPlan[]> = {
  'impute-median': filling(['impute']),
  'impute-mean-level': filling(['impute', { numeric: 'mean', categorical: 'level' }]),
  'impute-frequent-plain': filling(['impute', { numeric: 'most-frequent', indicator: false }]),
  'impute-constant': filling(['impute-constant', { number: -1.5, text: 'nothing said' }]),
  'impute-knn-uniform': filling(['impute-knn', { neighbours: 3 }]),
  'impute-knn-distance': filling(['impute-knn', { weights: 'distance', categories: 'keep' }]),
  'impute-iterative': filling(['impute-iterative', { rounds: 3 }]),
  'date-parts-all': plan([
    ['date-parts', { reference: 'admission', interval: 'years', year: true, weekday: true }],
    ORDINAL,
    FILL,
    ...HOT,
  ]),
  'date-parts-kept': plan([
    ['date-parts', { reference: 'birth', interval: 'days', keepReference: true }],
    ['date-parts', { year: true, season: false, weekday: true }],
    ORDINAL,
    FILL,
    ...HOT,
  ]),
  'icd-chapter': encoding(['icd-chapter', {}, ['diagnosis', 'codes']]),
  'icd-chapter-nine': encoding(['icd-chapter', { version: 'icd9' }, ['diagnosis', 'codes']]),
  'ordinal-off': plan([...DATES, FILL, ...HOT]),
  'one-hot-rare': encoding(['one-hot', { minCount: 6, maxLevels: 8 }]),
  'one-hot-unknown': plan([
    ...DATES,
    ORDINAL,
    ['impute', { indicator: false }, ['age', 'weight']],
    ['one-hot', { unknown: true, dropBinary: false }],
    FILL,
    ['multi-hot'],
    ['bag-of-words'],
  ]),
  'multi-hot-rare': encoding(['multi-hot', { minCount: 4, maxLevels: 5 }]),
  'frequency-share': encoding(['frequency']),
  'frequency-count': encoding(['frequency', { measure: 'count' }]),
  'frequency-log': encoding(['frequency', { measure: 'log' }]),
  'target-encoding': encoding(['target-encoding']),
  'target-encoding-auto': encoding([
    'target-encoding',
    { smoothing: 'auto', minPatients: 2 },
    ['ward', 'diagnosis', 'group'],
  ]),
  hashing: encoding(['hashing', { buckets: 16 }]),
  'bag-of-words-tfidf': encoding(['bag-of-words', { weight: 'tfidf', maxWords: 12 }]),
  standardize: scaling(['standardize']),
  'min-max': scaling(['min-max']),
  'min-max-clip': scaling(['min-max', { clip: true }]),
  robust: scaling(['robust']),
  'quantile-normal': scaling(['quantile', { quantiles: 40 }]),
  'quantile-uniform': scaling(['quantile', { output: 'uniform', quantiles: 25 }]),
  'yeo-johnson': scaling(['yeo-johnson']),
  'yeo-johnson-plain': scaling(['yeo-johnson', { standardize: false }]),
  log: scaling(['log']),
  winsorize: scaling(['winsorize']),
  'smooth-clip': scaling(['smooth-clip']),
  'piecewise-linear': scaling(['piecewise-linear']),
  'piecewise-linear-many': scaling(['smooth-clip'], ['piecewise-linear', { bins: 30 }]),
  'select-variance': scaling(['select-variance', { limit: 0.05 }]),
  'select-correlation': scaling(['select-correlation', { limit: 0.7 }]),
  'select-mutual-information': scaling(['select-mutual-information', { count: 20 }]),
  // A rank asks whether two values are equal, so that what comes before it must agree to the last bit.
  'ranks of logarithms': scaling(['log'], ['quantile', { quantiles: 60 }]),
  'ranks of powers': scaling(['yeo-johnson'], ['quantile', { output: 'uniform' }]),
  'ranks of frequencies': encoding(
    ['frequency', { measure: 'log' }],
    ['bag-of-words', { weight: 'tfidf' }],
    ['quantile'],
  ),
  'over-sample': scaling(['over-sample']),
  'under-sample': scaling(['under-sample', { ratio: 0.8 }]),
};

/** As people put them together; for each kind of outcome. */
export const PIPELINES: Record<string, StepPlan[]> = {
  'usual-outliers': scaling(['winsorize', { lower: 2, upper: 98 }], ['standardize']),
  'usual-skewed': plan([
    ...DATES,
    ORDINAL,
    ['impute-iterative', { rounds: 2 }],
    ['target-encoding', {}, ['ward']],
    ...HOT,
    ['yeo-johnson'],
    ['select-correlation'],
  ]),
  'usual-neighbours': plan([
    ...DATES,
    ORDINAL,
    ['icd-chapter', {}, ['diagnosis', 'codes']],
    ['impute-knn'],
    ...HOT,
    ['quantile'],
    ['select-mutual-information', { count: 40 }],
    ['over-sample'],
  ]),
  'usual-hashed': plan([
    ...DATES,
    ORDINAL,
    FILL,
    ['frequency', {}, ['diagnosis']],
    ['hashing', { buckets: 8 }, ['ward', 'codes']],
    ...HOT,
    ['robust'],
    ['min-max'],
  ]),
};

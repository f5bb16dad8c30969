import { nameSays } from '../data/column-kind';
import type { Column, Dataset, NumColumn, Target } from '../data/dataset';
import { stepByName } from '../prep';
import { applyPipeline, fitPipeline } from '../prep/pipeline';
import { meanAndSd } from '../prep/statistics';
import { rng } from '../study/random';
import type { StepPlan, Study } from '../study/schema';

/** An input that a network would take for something else. Texts: `<key>.what`, `.remedy` of prepare-warnings.json. */
export interface Misreading {
  /** The step that reads it so; null where it is the columns as given, or as they reach the model. */
  stepId: string | null;
  column: string;
  key: string;
  params: Record<string, string | number>;
}

/** Whole numbers with at most this many values may be codes; with a name that says so, with at most that many. */
const CODE_VALUES = 6;
const NAMED_CODE_VALUES = 50;
/** Levels beyond which one column a level is more than most tables can teach. */
const MANY_LEVELS = 100;
/** A network learns best from numbers of about this size. */
const LARGE = 10;
const SMALL = 0.01;

const LEFT: Partial<Record<Column['kind'], string>> = {
  cat: 'categoryLeft',
  multi: 'listLeft',
  date: 'dateLeft',
  text: 'textLeft',
};

/**
 * What a neural network would misread, column by column: codes taken for amounts, an order invented or lost,
 * identifiers spelled out, words left, numbers of very different size. `data`: some development rows under the
 * vocabulary of all of them. Where a step cannot be fitted, what stands before it is judged. Throws nothing for bad
 * input: that is what `checkStudy` is for.
 */
export function misread(study: Study, data: Dataset, target: Target): Misreading[] {
  const found = [...codesAsNumbers(study, data)];
  const ctx = { rng: rng(study.seed, 'misread') };
  let current = data;
  try {
    for (const step of study.steps) {
      found.push(...readWrong(study, step, current));
      // As rows to come are read: that a training part is resampled or encoded out of fold changes no column's meaning.
      current = applyPipeline(fitPipeline([step], current, target, ctx).fitted, current);
    }
  } catch {
    return found;
  }
  for (const [column, values] of current.cols) {
    const key = LEFT[values.kind];
    if (key) found.push({ stepId: null, column, key, params: {} });
    else if (values.kind === 'num') found.push(...unscaled(column, values));
  }
  return found;
}

function codesAsNumbers({ columns }: Study, data: Dataset): Misreading[] {
  return columns.flatMap(({ name, type }) => {
    const column = data.cols.get(name);
    if (column?.kind !== 'num' || (type !== 'integer' && type !== 'continuous')) return [];
    const values = new Set(column.v.filter((value) => !Number.isNaN(value)));
    const whole = [...values].every(Number.isInteger);
    const most = nameSays('code', name) ? NAMED_CODE_VALUES : CODE_VALUES;
    if (!whole || values.size < 3 || values.size > most) return [];
    return [{ stepId: null, column: name, key: 'codeAsNumber', params: { values: values.size } }];
  });
}

const isNumber = (level: string): boolean => Number.isFinite(Number(level));

/** What this step would make of the columns that it acts on. */
function readWrong(
  { columns }: Study,
  { id, step, params, columns: chosen }: StepPlan,
  data: Dataset,
): Misreading[] {
  const concerned = stepByName(step)
    .concerns(data, params)
    .filter((name) => chosen?.includes(name) ?? true);
  return concerned.flatMap((name) => {
    const column = data.cols.get(name);
    if (column?.kind !== 'cat') return [];
    const levels = column.dict.length;
    const say = (key: string): Misreading[] => [{ stepId: id, column: name, key, params: { levels } }];
    const ordered = column.ordered === true;
    const planned = columns.find((c) => c.name === name);
    // Numbers stand in their own order; words without a given one stand in that of the alphabet.
    if (step === 'ordinal' && planned?.type === 'ordinal' && !planned.order && !column.dict.every(isNumber))
      return say('orderUnsaid');
    if (step === 'frequency' && !ordered && levels > 2 && levels <= NAMED_CODE_VALUES)
      return say('nominalAsFrequency');
    if (step !== 'one-hot') return [];
    if (planned?.type === 'identifier' || everyRowItsOwn(column.codes, levels))
      return say('identifierOneHot');
    if (levels >= MANY_LEVELS) return say('manyLevels');
    return ordered && levels > 2 ? say('ordinalOneHot') : [];
  });
}

/** More than half of the rows have a level to themselves, among enough levels to tell. */
function everyRowItsOwn(codes: Int32Array, levels: number): boolean {
  const present = codes.filter((code) => code >= 0);
  return levels >= MANY_LEVELS / 2 && new Set(present).size > present.length / 2;
}

function unscaled(column: string, { v }: NumColumn): Misreading[] {
  if (v.every((value) => value === 0 || value === 1 || Number.isNaN(value))) return [];
  const { n, mean, sd } = meanAndSd(v);
  if (n === 0 || sd === 0) return [];
  if (sd <= LARGE && sd >= SMALL && Math.abs(mean) <= LARGE) return [];
  const rounded = (value: number) => Number(value.toPrecision(3));
  return [{ stepId: null, column, key: 'unscaled', params: { mean: rounded(mean), sd: rounded(sd) } }];
}

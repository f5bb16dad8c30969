import type { Column, Dataset } from '../data/dataset';
import { defaultsOf, type ParamValues } from '../study/params';
import type { StepPlan } from '../study/schema';
import { stepByName } from '.';
import { columnsOf } from './columns';

/** More numbers than this, eight inputs each, would make a network of mostly first layer. */
const MANY_NUMBERS = 250;
/** More levels than this as one column each would be mostly empty. */
export const MANY_LEVELS = 50;

const BIRTH = /birth|dob|생년|출생/i;
/** When the stay, or the study, began: what other dates are counted from. */
const BEGINNING = /admi[ts]|index|visit|enrol|baseline|inclusion|입원|내원|방문|등록|기준/i;

/** Steps in the order in which they are added, with default parameters for what is not said. */
class Plan {
  readonly steps: StepPlan[] = [];

  /** `columns` are left out where they are all that the step would act on anyway. */
  add(name: string, params: ParamValues = {}, columns?: string[], all: string[] = []): void {
    const nth = this.steps.filter((s) => s.step === name).length + 1;
    const chosen = columns && columns.length < all.length ? { columns } : {};
    this.steps.push({
      id: `${name}-${nth}`,
      step: name,
      params: { ...defaultsOf(stepByName(name).params), ...params },
      ...chosen,
    });
  }
}

/** Age from a date of birth, and other dates from the one on which all began. */
function addDates(plan: Plan, dates: string[]): void {
  const births = dates.filter((name) => BIRTH.test(name));
  const others = dates.filter((name) => !BIRTH.test(name));
  const beginning = others.find((name) => BEGINNING.test(name)) ?? others[0];
  if (births.length > 0) {
    if (beginning === undefined) plan.add('date-parts', { season: false, year: true });
    else {
      const age = { reference: beginning, interval: 'age', keepReference: true, season: false };
      plan.add('date-parts', age, [...births, beginning], dates);
    }
  }
  if (others.length > 0) plan.add('date-parts', others.length > 1 ? { reference: beginning } : {});
}

const levelsOf = (column: Column | undefined): number =>
  column && 'dict' in column ? column.dict.length : 0;

/**
 * The recommended steps: what turns every kind of column into numbers without gaps. Dates, ordered levels and
 * diagnosis codes of many levels come before imputation, so that what they leave missing is filled; imputation
 * always, since a complete table says nothing of the cells that a new patient will lack; categories after it, those
 * of many levels by their outcome; free text, where it is a feature at all, by its words. With `networks` what these
 * learn from better comes last.
 */
export function proposeSteps(data: Dataset, networks = false): StepPlan[] {
  const plan = new Plan();
  const names = (kind: Column['kind']) => columnsOf(data, kind).map(([name]) => name);
  addDates(plan, names('date'));

  const concerned = (name: string) => stepByName(name).concerns(data, {});
  const ordered = concerned('ordinal');
  if (ordered.length > 0) plan.add('ordinal');
  const coded = concerned('icd-chapter');
  const toChapters = coded.filter(
    (name) => levelsOf(data.cols.get(name)) > MANY_LEVELS && !ordered.includes(name),
  );
  if (toChapters.length > 0) plan.add('icd-chapter', {}, toChapters, coded);

  plan.add('impute');

  const categories = names('cat').filter((name) => !ordered.includes(name));
  const many = categories.filter(
    (name) => levelsOf(data.cols.get(name)) > MANY_LEVELS && !toChapters.includes(name),
  );
  if (many.length > 0) plan.add('target-encoding', {}, many, categories);
  if (many.length < categories.length) plan.add('one-hot');
  if (names('multi').length > 0) plan.add('multi-hot');
  if (names('text').length > 0) plan.add('bag-of-words');

  const made = ordered.length + many.length + names('date').length;
  const numbers = made + concerned('standardize').length;
  if (numbers > 0) plan.add('standardize');
  if (numbers > 0 && networks) {
    plan.add('smooth-clip');
    if (numbers <= MANY_NUMBERS) plan.add('piecewise-linear');
  }
  return plan.steps;
}

import type { InputColumn } from '../../export/predictor';

/** Cells as typed, by column; what is not there is missing. A Map: column names come from a file. */
export type FormValues = ReadonlyMap<string, string>;

export type Remark = 'notNumber' | 'outOfRange' | null;

export const isNumeric = (input: InputColumn): boolean => input.levels === undefined;

/** Where several values of a cell are parted, when the model does not say. The predictor's reading does the same. */
const SEPARATOR = ';';

/**
 * What there is to say about a cell. Out of range is no mistake: the model answers, but for a patient unlike all
 * whom it has seen.
 */
export function remarkOn(input: InputColumn, text: string | undefined): Remark {
  if (!isNumeric(input) || !text?.trim()) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || !/^[\s\d.eE+-]+$/.test(text)) return 'notNumber';
  const { range } = input;
  return range && (value < range.min || value > range.max) ? 'outOfRange' : null;
}

/** Columns with a remark of the kind. */
export const inputsWith = (remark: Remark, inputs: InputColumn[], values: FormValues): InputColumn[] =>
  inputs.filter((input) => remarkOn(input, values.get(input.name)) === remark);

export const changed = (values: FormValues, name: string, text: string): FormValues =>
  new Map(values).set(name, text);

/** The levels ticked in a cell of several values, and back. */
export const splitLevels = (input: InputColumn, text: string | undefined): string[] =>
  text ? text.split(input.separator ?? SEPARATOR) : [];
export const joinLevels = (input: InputColumn, levels: string[]): string =>
  levels.join(input.separator ?? SEPARATOR);

/** The row as the engine reads it. `fromEntries` makes own properties, whatever a column is called. */
export const toRow = (inputs: InputColumn[], values: FormValues): Record<string, string> =>
  Object.fromEntries(inputs.map(({ name }) => [name, values.get(name) ?? '']));

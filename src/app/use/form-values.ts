import { parseDate } from '../../data/dates';
import { missingTest } from '../../data/missing-cells';
import { parsePair } from '../../data/pair';
import { readNumber } from '../../data/typed-column';
import type { InputColumn } from '../../export/predictor';

/** Cells as typed, by column; what is not there is missing. A Map: column names come from a file. */
export type FormValues = ReadonlyMap<string, string>;

export type Remark = 'notNumber' | 'notPair' | 'notDate' | 'outOfRange' | null;

/** Written into a field, rather than chosen. */
export const isWritten = (input: InputColumn): boolean => input.levels === undefined;

/** Where several values of a cell are parted, when the model does not say. The predictor's reading does the same. */
const SEPARATOR = ';';

const within = (value: number, range: InputColumn['range']): boolean =>
  !range || Number.isNaN(value) || (value >= range.min && value <= range.max);

/**
 * What there is to say about a cell, read as the engine will read it. Out of range is no mistake: the model answers,
 * but for a patient unlike all whom it has seen.
 */
export function remarkOn(input: InputColumn, text: string | undefined): Remark {
  if (!isWritten(input) || input.type === 'text' || !text || missingTest(input.missing)(text)) return null;
  const { type, range, second, decimal = 'point', dateOrder } = input;
  if (type === 'pair') {
    const pair = parsePair(text, decimal);
    if (!pair) return 'notPair';
    return within(pair[0], range) && within(pair[1], second) ? null : 'outOfRange';
  }
  const value = type === 'date' ? parseDate(text, dateOrder) : readNumber(text, input);
  if (Number.isNaN(value)) return type === 'date' ? 'notDate' : 'notNumber';
  return within(value, range) ? null : 'outOfRange';
}

/** A number of days as the date that it is. */
const dateText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The range that was seen and what is typical, as they are written in the cell; null where nothing was. */
export function rangeText(
  { type, range, second }: InputColumn,
  format: (value: number) => string,
): { min: string; max: string; median: string } | null {
  if (!range) return null;
  const say = (key: 'min' | 'max' | 'median') => {
    if (type === 'date') return dateText(range[key]);
    return second ? `${format(range[key])}/${format(second[key])}` : format(range[key]);
  };
  return { min: say('min'), max: say('max'), median: say('median') };
}

/** Columns whose cell cannot be read. */
export const unreadable = (inputs: InputColumn[], values: FormValues): InputColumn[] =>
  inputs.filter((input) => remarkOn(input, values.get(input.name))?.startsWith('not'));

/** Columns with a remark of the kind. */
export const inputsWith = (remark: Remark, inputs: InputColumn[], values: FormValues): InputColumn[] =>
  inputs.filter((input) => remarkOn(input, values.get(input.name)) === remark);

/** The level that a cell is, `1.0` being `1`; null where it is none that the model knows. */
export function knownLevel({ levels = [] }: InputColumn, text: string | undefined): string | null {
  if (!text) return null;
  const value = Number(text);
  return (
    levels.find((level) => level === text) ??
    levels.find((level) => Number.isFinite(value) && level.trim() !== '' && Number(level) === value) ??
    null
  );
}

/** Whether a cell has no value, or one of its two numbers is missing. */
function lacks({ type, missing, decimal = 'point' }: InputColumn, text: string): boolean {
  if (missingTest(missing)(text)) return true;
  return type === 'pair' && (parsePair(text, decimal)?.some(Number.isNaN) ?? false);
}

/** Inputs that the model cannot do without and that have no value. */
export const lackingOf = (inputs: InputColumn[], needed: readonly string[], values: FormValues): string[] =>
  inputs
    .filter((input) => needed.includes(input.name) && lacks(input, values.get(input.name) ?? ''))
    .map(({ name }) => name);

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

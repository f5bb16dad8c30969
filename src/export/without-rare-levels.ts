import type { Column, Dataset } from '../data/dataset';
import { stepByName } from '../prep/index';
import { rareLevels } from '../prep/rare-levels';
import type { FittedStep, RareLevels } from '../prep/step';
import type { Member } from './predictor';

type Names = ReadonlyMap<string, string>;

/** Every text of a JSON value that is one of the names, by its new one. */
function renamed<T>(value: T, names: Names): T {
  if (typeof value === 'string') return (names.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((item) => renamed(item, names)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, names)])) as T;
}

const withLevelsAlone = (data: Dataset): Dataset => ({
  ...data,
  cols: new Map([...data.cols].filter(([, { kind }]) => kind === 'cat' || kind === 'multi')),
});

/** The rows under the levels that a step makes of them (diagnoses under their chapters). */
function recoded(data: Dataset, { step, params, columns, state }: FittedStep): Dataset {
  const given = columns
    ? { ...data, cols: new Map([...data.cols].filter(([name]) => columns.includes(name))) }
    : data;
  return { ...data, cols: new Map([...data.cols, ...stepByName(step).apply(given, params, state).cols]) };
}

/**
 * A member whose fitted steps hold no level that fewer than five patients of `data` have, the development rows as the
 * first step is given them. `declared`: columns whose levels a person named.
 */
export function memberWithoutRare<M extends Pick<Member, 'steps' | 'names'>>(
  member: M,
  data: Dataset,
  declared: ReadonlySet<string>,
): M {
  const names = new Map<string, string>();
  let current = withLevelsAlone(data);
  let rare = rareLevels(current, declared);
  const steps = member.steps.map((given): FittedStep => {
    const step = stepByName(given.step);
    // Filled in by a person, so no column's name may be looked for in them but where one is asked for.
    const asked = step.params.filter(({ kind }) => kind === 'column').map(({ key }) => key);
    const params = Object.fromEntries(
      Object.entries(given.params).map(([key, value]) => [
        key,
        asked.includes(key) ? renamed(value, names) : value,
      ]),
    );
    const columns = given.columns && renamed(given.columns, names);
    const before = names.size > 0 ? renamed(given.state, names) : given.state;
    const forgotten = step.forget?.(before, rare);
    for (const [from, to] of forgotten?.renamed ?? []) names.set(from, to);
    const fitted = { ...given, params, ...(columns && { columns }), state: forgotten?.state ?? before };
    if (step.recodes) {
      current = recoded(current, fitted);
      rare = rareLevels(current, declared);
    }
    return fitted;
  });
  return { ...member, steps, names: renamed(member.names, names) };
}

/** The rows under levels that may be told; a cell of any other has a code behind them. */
export function underTold(data: Dataset, rare: RareLevels): Dataset {
  const cols = new Map<string, Column>();
  for (const [name, column] of data.cols) {
    const words = rare.get(name);
    if (!words || (column.kind !== 'cat' && column.kind !== 'multi')) {
      cols.set(name, column);
      continue;
    }
    const dict = column.dict.filter((level) => !words.has(level));
    const places = new Map(dict.map((level, code) => [level, code]));
    const place = column.dict.map((level) => places.get(level) ?? dict.length);
    cols.set(name, { ...column, codes: column.codes.map((code) => (code < 0 ? -1 : place[code])), dict });
  }
  return { ...data, cols };
}

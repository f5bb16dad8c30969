import type { Dataset } from '../../data/dataset';
import { fittedColumn, replaceColumns } from '../columns';
import { FORGOTTEN, type RareLevels } from '../step';

/** Columns of categories and their levels, in the order of the numbers that they become. */
export interface LevelPlaces {
  columns: [string, string[]][];
}

/** Levels as their places 0, 1, 2 …; what is missing, or not among the levels, is missing. */
export function asPlaces(data: Dataset, { columns }: LevelPlaces): Dataset {
  return replaceColumns(
    data,
    new Map(
      columns.map(([name, levels]) => {
        const { codes, dict } = fittedColumn(data, name, 'cat');
        const places = new Map(levels.map((level, place) => [level, place]));
        const placeOf = dict.map((level) => places.get(level) ?? Number.NaN);
        const v = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : placeOf[code]));
        return [name, [[name, { kind: 'num', v }]]];
      }),
    ),
  );
}

/** Without rare levels, whose places stay, so that the places above them mean what they did. */
export const withoutRare = ({ columns }: LevelPlaces, rare: RareLevels): { state: LevelPlaces } => ({
  state: {
    columns: columns.map(([name, levels]) => [
      name,
      levels.map((level) => (rare.get(name)?.has(level) ? FORGOTTEN : level)),
    ]),
  },
});

import type { CatColumn, Dataset } from '../../data/dataset';
import { columnsOf } from '../columns';
import type { Step } from '../step';
import { asPlaces, type LevelPlaces, withoutRare } from './level-places';

const orderedColumns = (data: Dataset): [string, CatColumn][] =>
  columnsOf(data, 'cat').filter(([, column]) => column.ordered);

/**
 * Levels with an order become their places 0, 1, 2 …, as scikit-learn's OrdinalEncoder makes them. A missing
 * level, or one that the order does not name, is missing.
 */
export const ordinal: Step<LevelPlaces> = {
  name: 'ordinal',
  kind: 'map',
  params: [],
  concerns: (data) => orderedColumns(data).map(([name]) => name),
  fit: (data) => ({ columns: orderedColumns(data).map(([name, { dict }]) => [name, [...dict]]) }),
  apply: (data, _params, state) => asPlaces(data, state),
  forget: withoutRare,
};

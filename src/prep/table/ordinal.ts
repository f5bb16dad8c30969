import type { CatColumn, Dataset } from '../../data/dataset';
import { columnsOf, fittedColumn, replaceColumns } from '../columns';
import { FORGOTTEN, type Step } from '../step';

export interface OrdinalState {
  /** Column and its levels from low to high. */
  columns: [string, string[]][];
}

const orderedColumns = (data: Dataset): [string, CatColumn][] =>
  columnsOf(data, 'cat').filter(([, column]) => column.ordered);

/**
 * Levels with an order become their places 0, 1, 2 …, as scikit-learn's OrdinalEncoder makes them. A missing
 * level, or one that the order does not name, is missing.
 */
export const ordinal: Step<OrdinalState> = {
  name: 'ordinal',
  kind: 'map',
  params: [],
  concerns: (data) => orderedColumns(data).map(([name]) => name),
  fit: (data) => ({ columns: orderedColumns(data).map(([name, { dict }]) => [name, [...dict]]) }),
  apply(data, _params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map(([name, order]) => {
          const { codes, dict } = fittedColumn(data, name, 'cat');
          const places = new Map(order.map((level, place) => [level, place]));
          const placeOf = dict.map((level) => places.get(level) ?? Number.NaN);
          const v = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : placeOf[code]));
          return [name, [[name, { kind: 'num', v }]]];
        }),
      ),
    );
  },
  forget: ({ columns }, rare) => ({
    state: {
      // Its place stays, so that the places above it mean what they did.
      columns: columns.map(([name, order]) => [
        name,
        order.map((level) => (rare.get(name)?.has(level) ? FORGOTTEN : level)),
      ]),
    },
  }),
};

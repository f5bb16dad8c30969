import { columnsOf, fittedColumn, replaceColumns } from '../columns';
import { FORGOTTEN, type Step } from '../step';

export interface LevelCodesState {
  /** Column and its levels. */
  columns: [string, string[]][];
}

/** Levels become codes. Missing or unknown: NaN. */
export const levelCodes: Step<LevelCodesState> = {
  name: 'level-codes',
  kind: 'map',
  params: [],
  concerns: (data) => columnsOf(data, 'cat').map(([name]) => name),
  fit: (data) => ({ columns: columnsOf(data, 'cat').map(([name, { dict }]) => [name, [...dict]]) }),
  apply(data, _params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map(([name, levels]) => {
          const { codes, dict } = fittedColumn(data, name, 'cat');
          const places = new Map(levels.map((level, place) => [level, place]));
          const placeOf = dict.map((level) => places.get(level) ?? Number.NaN);
          const v = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : placeOf[code]));
          return [name, [[name, { kind: 'num', v }]]];
        }),
      ),
    );
  },
  forget: ({ columns }, rare) => ({
    state: {
      columns: columns.map(([name, order]) => [
        name,
        order.map((level) => (rare.get(name)?.has(level) ? FORGOTTEN : level)),
      ]),
    },
  }),
};

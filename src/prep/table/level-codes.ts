import { columnsOf } from '../columns';
import type { Step } from '../step';
import { asPlaces, type LevelPlaces, withoutRare } from './level-places';

/**
 * What is a category still becomes codes of its levels, for models that take levels as they are: their places in the
 * dictionary, which all folds share, and which mean no order. A missing or unknown level is missing. No person puts this
 * step into a study: it stands before such a model (`levelsPlan`).
 */
export const levelCodes: Step<LevelPlaces> = {
  name: 'level-codes',
  kind: 'map',
  params: [],
  concerns: (data) => columnsOf(data, 'cat').map(([name]) => name),
  fit: (data) => ({ columns: columnsOf(data, 'cat').map(([name, { dict }]) => [name, [...dict]]) }),
  apply: (data, _params, state) => asPlaces(data, state),
  forget: withoutRare,
};

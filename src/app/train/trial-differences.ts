import type { Trial } from '../../study/events';
import { type ParamValue, sameValue } from '../../study/params';
import type { Config } from '../../study/space';

/** One hyperparameter of two configurations; undefined where a configuration does not have it. */
export interface Setting {
  key: string;
  /** Whose parameter it is: its text is `params.<owner>.<key>.label`. */
  owner: string;
  values: [ParamValue | undefined, ParamValue | undefined];
  differs: boolean;
}

const same = (a: ParamValue | undefined, b: ParamValue | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameValue(a, b);

/** All hyperparameters of two configurations, in the order of the first, then what only the second has. */
export function settingsOf(first: Config, second: Config): Setting[] {
  const keys = [...new Set([...Object.keys(first.params), ...Object.keys(second.params)])];
  return keys.map((key) => {
    const values: Setting['values'] = [first.params[key], second.params[key]];
    return {
      key,
      owner: key in first.params ? first.family : second.family,
      values,
      differs: !same(...values),
    };
  });
}

/**
 * Which two trials are looked at where nobody has said: the two that were pinned last, a pinned one and the best, or
 * the two best. null while there are no two.
 */
export function proposedPair(ranked: readonly Trial[], pinned: readonly number[]): [number, number] | null {
  const wanted = [...pinned.slice(-2), ...ranked.map(({ trial }) => trial)];
  const [first, second] = [...new Set(wanted)];
  return second === undefined ? null : [first, second];
}

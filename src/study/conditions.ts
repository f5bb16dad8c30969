import { type ParamValue, type ParamValues, sameValue } from './params';

/** Active only where another parameter of the same family is, and has one of these values. */
export interface Condition {
  key: string;
  in: ParamValue[];
}

type Conditioned = Record<string, { when?: Condition }>;

/** Keys with every parent before what waits for it, else as they stand. What waits for nothing that is there is left out. */
export function inOrder(domains: Conditioned): string[] {
  const placed = new Set<string>();
  let open = Object.keys(domains);
  for (;;) {
    const next = open.find((key) => {
      const { when } = domains[key];
      return !when || placed.has(when.key);
    });
    if (next === undefined) return [...placed];
    placed.add(next);
    open = open.filter((key) => key !== next);
  }
}

/** Whether a parameter is active beside values chosen so far; an inactive parent has none. */
export function isActive({ when }: { when?: Condition }, params: ParamValues): boolean {
  if (!when) return true;
  const value = params[when.key];
  return value !== undefined && when.in.some((one) => sameValue(one, value));
}

/** Values chosen one after the other, parents first; those that are not active are passed over. */
export function chooseActive(
  domains: Conditioned,
  choose: (key: string, params: ParamValues) => ParamValue,
): ParamValues {
  const params: ParamValues = {};
  for (const key of inOrder(domains)) if (isActive(domains[key], params)) params[key] = choose(key, params);
  return params;
}

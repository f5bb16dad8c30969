import { inOrder, isActive } from './conditions';
import type { ParamValue, ParamValues } from './params';
import type { Study } from './schema';
import type { Config, Domain } from './space';
import { spaceOf, stepParam } from './steps-in-space';

/** What is tried of a study's steps, by the keys that a configuration has for it. */
export function searchedSteps(study: Pick<Study, 'steps' | 'search'>): Record<string, Domain> {
  const alone = { ...study, search: { ...study.search, space: { steps: {} } } };
  return spaceOf(alone).steps;
}

/** What a configuration says of the steps. */
export const stepParamsOf = ({ params }: Config): ParamValues =>
  Object.fromEntries(Object.entries(params).filter(([key]) => stepParam(key) !== null));

function valuesOf(domain: Domain, most: number): ParamValue[] | null {
  if (domain.kind === 'choice') return domain.values;
  if (domain.kind === 'float') return domain.low === domain.high ? [domain.low] : null;
  const count = Math.floor((domain.high - domain.low) / domain.step) + 1;
  return count > most ? null : Array.from({ length: count }, (_, i) => domain.low + i * domain.step);
}

/** Every combination of what is tried of the steps; null where there are more than `most`, or endlessly many. */
export function combinedSteps(domains: Record<string, Domain>, most: number): ParamValues[] | null {
  let combined: ParamValues[] = [{}];
  for (const key of inOrder(domains)) {
    const values = valuesOf(domains[key], most);
    if (!values) return null;
    combined = combined.flatMap((params) =>
      isActive(domains[key], params) ? values.map((value) => ({ ...params, [key]: value })) : [params],
    );
    if (combined.length > most) return null;
  }
  return combined;
}

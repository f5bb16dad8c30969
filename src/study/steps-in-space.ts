import { chooseActive } from './conditions';
import type { JournalState } from './journal-state';
import { winningTrial } from './journal-state';
import type { ParamValue, ParamValues } from './params';
import type { StepPlan, Study } from './schema';
import type { Config, Domain, Space } from './space';

/** The parameter that says whether a step stands in the pipeline. */
export const ON = 'on';

/** A step's parameter as one of every family: `clahe-1:clipLimit`. No hyperparameter of a family has a colon. */
const keyOf = (id: string, key: string): string => `${id}:${key}`;

/** The step and its parameter that a key of a configuration means; null for a family's own. */
export function stepParam(key: string): { id: string; key: string } | null {
  const at = key.lastIndexOf(':');
  return at < 0 ? null : { id: key.slice(0, at), key: key.slice(at + 1) };
}

/** What is tried of the steps that the pipeline still has; a step's own parameters only where it stands in it. */
function stepDomains({ steps, search }: Pick<Study, 'steps' | 'search'>): Record<string, Domain> {
  const domains: Record<string, Domain> = {};
  for (const { id } of steps) {
    const tried = search.steps?.[id] ?? {};
    for (const [key, domain] of Object.entries(tried))
      domains[keyOf(id, key)] =
        key !== ON && tried[ON] ? { ...domain, when: { key: keyOf(id, ON), in: [true] } } : domain;
  }
  return domains;
}

/**
 * The whole space that is searched: of each family its hyperparameters and, before them, what is tried of the
 * preprocessing, so that in a grid it changes the slowest.
 */
export function spaceOf(study: Pick<Study, 'steps' | 'search'>): Space {
  const steps = stepDomains(study);
  return Object.fromEntries(
    Object.entries(study.search.space).map(([family, domains]) => [family, { ...steps, ...domains }]),
  );
}

/** A family's defaults as a configuration of the space: what is not searched is not said, steps are as they stand. */
export function defaultConfig(
  study: Pick<Study, 'steps' | 'search'>,
  family: string,
  defaults: ParamValues,
): Config {
  const domains = spaceOf(study)[family];
  const ofStep = (key: string): ParamValue | undefined => {
    const step = stepParam(key);
    if (!step) return undefined;
    return step.key === ON ? true : study.steps.find(({ id }) => id === step.id)?.params[step.key];
  };
  const known = Object.keys(domains).flatMap((key): [string, ParamValue][] => {
    const value = defaults[key] ?? ofStep(key);
    return value === undefined ? [] : [[key, value]];
  });
  const values = new Map(known);
  const said = Object.fromEntries(Object.entries(domains).filter(([key]) => values.has(key)));
  return { family, params: chooseActive(said, (key) => values.get(key) ?? '') };
}

/** The pipeline as a configuration has it. */
export function stepsOf(steps: readonly StepPlan[], { params }: Config): StepPlan[] {
  const told = Object.entries(params).flatMap(([key, value]) => {
    const step = stepParam(key);
    return step ? [{ ...step, value }] : [];
  });
  return steps
    .filter(({ id }) => !told.some((one) => one.id === id && one.key === ON && one.value === false))
    .map((step) => {
      const own = told.filter((one) => one.id === step.id && one.key !== ON);
      if (own.length === 0) return step;
      return { ...step, params: { ...step.params, ...Object.fromEntries(own.map((o) => [o.key, o.value])) } };
    });
}

/** The study as a trial had it: its model is of these steps, and everything that is made of it must be too. */
export const studyOf = <S extends Pick<Study, 'steps'>>(study: S, config: Config): S => ({
  ...study,
  steps: stepsOf(study.steps, config),
});

/** The newest search's study as its winner had it; as it stood while nothing has finished, null before any search. */
export function studyOfWinner({ study, trials }: Pick<JournalState, 'study' | 'trials'>): Study | null {
  const best = study && winningTrial(trials, study.search.metric);
  return best ? studyOf(study, best.config) : study;
}

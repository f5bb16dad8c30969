import { isImageStep } from '../../prep/image/index';
import { steps } from '../../prep/index';
import type { ParamValue, ParamValues } from '../../study/params';
import { ON, stepParam } from '../../study/steps-in-space';
import { valueText } from './value-text';

type Say = (key: string, fill?: Record<string, unknown>) => string;

/** The step of an id such as `clahe-2`: its name and a number. */
function stepNameOf(id: string): string | null {
  const name = id.replace(/-\d+$/, '');
  return isImageStep(name) || steps.some((step) => step.name === name) ? name : null;
}

/** A configuration's parameters as they are read: the model's own, then those of the preprocessing. */
export const paramEntries = (params: ParamValues): [string, ParamValue][] => {
  const entries = Object.entries(params);
  return [...entries.filter(([key]) => !stepParam(key)), ...entries.filter(([key]) => stepParam(key))];
};

/** What a parameter of a configuration is called: a family's own, or of the step that it belongs to. */
export function paramLabel(say: Say, family: string, key: string): string {
  const step = stepParam(key);
  if (!step) return say(`rooms:params.${family}.${key}.label`, { defaultValue: key });
  const name = stepNameOf(step.id);
  const title = name ? say(`rooms:steps.${name}.title`) : step.id;
  if (step.key === ON) return title;
  return `${say(`rooms:params.${name ?? step.id}.${step.key}.label`, { defaultValue: step.key })} (${title})`;
}

/** A value of it: words of a choice and yes or no have texts; numbers, lists and free words speak for themselves. */
export function paramValueText(say: Say, family: string, key: string, value: ParamValue): string {
  if (typeof value === 'boolean') return say(value ? 'common:yes' : 'common:no');
  const step = stepParam(key);
  const [owner, own] = step ? [stepNameOf(step.id) ?? step.id, step.key] : [family, key];
  const written = valueText(value);
  return typeof value === 'string' && /^[\w-]+$/.test(value)
    ? say(`rooms:params.${owner}.${own}.choices.${value}`, { defaultValue: written })
    : written;
}

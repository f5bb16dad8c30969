import type { Calibration } from '../evaluate/recalibration/calibration';
import type { Study } from '../study/schema';
import type { Predictor } from './predictor';

/** Decisions after the search, in words for the model card. */

const digits = (value: number): string => String(Number(value.toPrecision(4)));

export function calibrationText(calibration: Calibration | undefined): string {
  switch (calibration?.kind) {
    case undefined:
      return 'The probabilities are as the networks gave them.';
    case 'platt':
      return `Platt: the log odds become ${digits(calibration.intercept)} + ${digits(calibration.slope)} × log odds; fitted on out-of-fold predictions of the development part.`;
    case 'temperature':
      return `Temperature: the log odds are divided by ${digits(calibration.temperature)}; fitted on out-of-fold predictions of the development part.`;
    case 'isotonic':
      return `Isotonic regression with ${calibration.from.length} corners, fitted on out-of-fold predictions of the development part.`;
  }
}

const RULES: Record<Study['evaluation']['threshold']['rule'], string> = {
  youden: 'the largest sum of sensitivity and specificity (Youden)',
  sensitivity: 'the highest threshold with at least the wanted sensitivity',
  specificity: 'the lowest threshold with at least the wanted specificity',
  cost: 'the least expected cost of false alarms and missed events',
};

export function thresholdText({ threshold, task }: Predictor, { evaluation }: Study): string {
  if (threshold === null)
    return task.kind === 'multiclass' ? 'The most probable class is predicted.' : 'None.';
  const { threshold: plan } = evaluation;
  const asked = plan.rule === 'cost' ? ` of ${plan.ratio}` : 'value' in plan ? ` of ${plan.value}` : '';
  return `A row is called positive from ${digits(threshold)} on. Chosen on out-of-fold predictions of the development part: ${RULES[plan.rule]}${asked}.`;
}

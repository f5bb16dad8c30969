import { CELL_MEASURES } from '../../evaluate/cells';
import type { Estimate } from '../../study/events';

/** Every metric that is named in words, by what it measures; a metric of an evaluation in none is not shown. */
const GROUPS = {
  discrimination: ['auroc', 'aurocMacro', 'aurocWeighted', 'ap', 'auprc', 'discriminationSlope', 'r2'],
  calibration: ['oe', 'calibrationIntercept', 'calibrationSlope', 'ece'],
  overall: [
    'brier',
    'scaledBrier',
    'logLoss',
    'mape',
    'mcFadden',
    'coxSnell',
    'nagelkerke',
    'rmse',
    'mae',
    'accuracy',
    'balancedAccuracy',
    'ppvMacro',
    'f1Macro',
    'kappa',
    'quadraticKappa',
    'mcc',
  ],
  threshold: CELL_MEASURES,
} as const;
type Group = keyof typeof GROUPS;

/** For a binary outcome decisions hang on the threshold, for others there is none. */
export function metricGroups(
  metrics: Record<string, Estimate>,
  binary: boolean,
): { group: Group; metrics: string[] }[] {
  const atThreshold: readonly string[] = GROUPS.threshold;
  return (Object.keys(GROUPS) as Group[])
    .filter((group) => binary || group !== 'threshold')
    .map((group) => ({
      group,
      metrics: GROUPS[group].filter(
        (name) => metrics[name] && !(binary && group !== 'threshold' && atThreshold.includes(name)),
      ),
    }))
    .filter((group) => group.metrics.length > 0);
}

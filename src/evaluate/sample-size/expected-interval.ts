import { Z95 } from '../auroc';
import { wilson } from '../wilson';

/**
 * Standard error to expect of an AUROC from so many people: Newcombe, Stat Med 2006;25:559 (method 4), a form of
 * Hanley & McNeil's (1982) variance that needs no predictions. Needs people with and without the outcome.
 */
export function aurocError(auroc: number, events: number, nonEvents: number): number {
  const half = (events + nonEvents) / 2 - 1;
  const spread = 1 + (half * (1 - auroc)) / (2 - auroc) + (half * auroc) / (1 + auroc);
  return Math.sqrt((auroc * (1 - auroc) * spread) / (events * nonEvents));
}

export interface Expected {
  estimate: number;
  low: number;
  high: number;
}

/**
 * The 95 % interval to expect of an AUROC, on the logit scale so that it stays between 0 and 1; null where only one
 * class is there.
 */
export function expectedAuroc(auroc: number, events: number, nonEvents: number): Expected | null {
  if (events < 1 || nonEvents < 1) return null;
  const logit = Math.log(auroc / (1 - auroc));
  const half = (Z95 * aurocError(auroc, events, nonEvents)) / (auroc * (1 - auroc));
  const back = (z: number) => 1 / (1 + Math.exp(-z));
  return { estimate: auroc, low: back(logit - half), high: back(logit + half) };
}

/** The interval to expect of a proportion (a sensitivity among events) that turns out as `share`; null among nobody. */
export function expectedProportion(share: number, n: number): Expected | null {
  return n < 1 ? null : { estimate: share, ...wilson(share * n, n) };
}

/**
 * The 95 % intervals to expect of a number's predictions in so many people, where R² turns out as `r2` (above 0) and
 * predictions are calibrated: of R² and of the calibration slope. Archer et al., Stat Med 2021;40:133 (criteria 1 and
 * 3); they take rows as independent. Null of fewer than three.
 */
export function expectedNumber(r2: number, n: number): { r2: Expected; slope: Expected } | null {
  if (n < 3) return null;
  const around = (estimate: number, se: number): Expected => ({
    estimate,
    low: estimate - Z95 * se,
    high: estimate + Z95 * se,
  });
  return {
    r2: around(r2, Math.sqrt((4 * r2 * (1 - r2) ** 2) / n)),
    slope: around(1, Math.sqrt((1 - r2) / (r2 * (n - 1)))),
  };
}

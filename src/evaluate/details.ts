import type { Estimate } from '../study/events';
import type {
  BinaryDetail,
  CalibrationResult,
  DecisionCurve,
  MulticlassDetail,
  RegressionDetail,
} from '../study/results/evaluation';
import { calibrationCurve } from './calibration/curve';
import { calibrationGroups } from './calibration/groups';
import { decisionCurve } from './decision-curve';
import { gains } from './lift';
import { classesPresent, oneAgainstRest } from './multiclass';
import { cellsAt, sliderThresholds } from './operating-points';
import { riskDistributions } from './risk-distribution';
import { samplesOf } from './sample';
import type { TestPart } from './test-part';

type Rows = Pick<TestPart, 'target' | 'p' | 'unit'>;

/** Entries of all repeats together, predictions falling. */
const pooled = ({ target, p, unit }: Rows) => samplesOf({ target, p, unit })[0];

function calibrationOf(rows: Rows, repeats: number): CalibrationResult {
  const { y, p, unit, patients } = pooled(rows);
  const rising = { p: p.toReversed(), y: y.toReversed(), unit: unit.toReversed() };
  const binary = rows.target.kind === 'binary';
  return {
    curve: calibrationCurve({ ...rising, patients }, binary),
    groups: calibrationGroups(rising, binary, repeats),
  };
}

export function binaryDetail(part: TestPart, threshold: number, repeats: number): BinaryDetail {
  const { target, p } = part;
  const thresholds = sliderThresholds(p, threshold);
  const points = cellsAt(target.y, p, thresholds).map(({ tp, fp, fn, tn }, i) => ({
    threshold: thresholds[i],
    tp: tp / repeats,
    fp: fp / repeats,
    fn: fn / repeats,
    tn: tn / repeats,
  }));
  const falling = pooled(part);
  return {
    points,
    calibration: calibrationOf(part, repeats),
    decision: decisionCurve(target.y, p),
    distributions: riskDistributions(target.y, p, target.classes, repeats),
    lift: gains(falling.y, falling.p),
  };
}

/** Each class that is present against the rest. */
export function multiclassDetail({ target, p, unit }: TestPart, repeats: number): MulticlassDetail {
  const { y, classes } = target;
  return {
    classes: classesPresent(y, classes.length).map((k) => {
      const one = oneAgainstRest(y, p, classes.length, k);
      const rows: Rows = {
        target: { kind: 'binary', classes: ['', classes[k]], y: one.y },
        p: Float32Array.from(one.p),
        unit,
      };
      const decision: DecisionCurve = decisionCurve(one.y, one.p);
      const n = one.y.reduce((sum, value) => sum + value, 0) / repeats;
      return { label: classes[k], n, calibration: calibrationOf(rows, repeats), decision };
    }),
  };
}

export function regressionDetail(
  part: TestPart,
  [bias, lower, upper]: Estimate[],
  repeats: number,
): RegressionDetail {
  return { calibration: calibrationOf(part, repeats), agreement: { bias, lower, upper } };
}

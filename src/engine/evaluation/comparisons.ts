import { compareWith } from '../../evaluate/comparison/compare-with';
import { netBenefitOf } from '../../evaluate/comparison/net-benefit-of';
import type { OtherPrediction } from '../../evaluate/comparison/other-prediction';
import type { TestPart } from '../../evaluate/test-part';
import type { Evaluation } from '../../study/events';
import type { Ready } from '../prepare';
import { existingScore } from './existing-score';
import type { Tested } from './tested';

/** The plain regression on the same folds. */
const regression = ({ baseline }: Tested, { target }: TestPart): OtherPrediction | null =>
  baseline && {
    kind: 'logistic',
    name: '',
    value: baseline,
    risk: target.kind === 'regression' ? null : baseline,
    decided: null,
    turned: false,
  };

/** The evaluation with what always stands beside a model: a plain regression, and what clinicians use already. */
export function withComparisons(
  evaluation: Evaluation,
  ready: Ready,
  tested: Tested,
  part: TestPart,
): Evaluation {
  const plain = regression(tested, part);
  const scores =
    ready.target.kind === 'binary'
      ? ready.scores.flatMap((score) => existingScore(score, ready, tested) ?? [])
      : [];
  const others = [...(plain ? [plain] : []), ...scores];
  if (others.length === 0) return evaluation;
  const comparisons = others.map((other) => compareWith(part, other));
  const { binary } = evaluation;
  if (!binary) return { ...evaluation, comparisons };
  const { thresholds } = binary.decision;
  const told = others.filter(({ risk, decided }) => risk || decided);
  const benefits = told.map((other) => ({
    name: other.name,
    netBenefit: netBenefitOf(part.target.y, other, thresholds),
  }));
  return {
    ...evaluation,
    comparisons,
    binary: { ...binary, decision: { ...binary.decision, others: benefits } },
  };
}

import { useTranslation } from 'react-i18next';
import type { FlowKind, FlowStage } from '../../engine/protocol';
import type { Misreading } from '../../guard/misread';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { CardFrame } from './card-frame';
import { FlowStrip } from './flow-strip';
import { StepBody } from './step-body';

interface Props {
  plan: StepPlan;
  /** All cards of the pipeline, and its place among them, from 0. */
  among: StepPlan[];
  at: number;
  open: boolean;
  /** True where the step could not be fitted. */
  broken: boolean;
  /** The columns before and after it; null where they are not known. */
  before: FlowStage | null;
  after: FlowStage | null;
  /** What it could act on and what it acts on; null where it is not known. */
  concerned: { could: string[]; acts: string[] } | null;
  misread: Misreading[];
  lanes: FlowKind[];
  /** The flow is that of a moment ago. */
  pending: boolean;
}

/** One step of the pipeline, and what flows out of it. */
export function StepCard(props: Props) {
  const { plan, among, at, open, broken, before, after, concerned, misread, lanes, pending } = props;
  const { t } = useTranslation('prepare');
  const showStep = useApp((s) => s.showStep);
  const last = at === among.length - 1;
  return (
    <CardFrame
      plan={plan}
      among={among}
      at={at}
      open={open}
      broken={broken}
      facts={t('card.flow', {
        in: before ? formatCount(before.columns.length) : '…',
        out: after ? formatCount(after.columns.length) : '…',
      })}
      warnings={misread.length}
      onOpen={() => showStep(plan.id)}
      after={
        <FlowStrip lanes={lanes} before={before} stage={after} words={last} last={last} pending={pending} />
      }
    >
      <StepBody plan={plan} before={before} after={after} concerned={concerned} misread={misread} />
    </CardFrame>
  );
}

import { useMemo } from 'react';
import type { Flow } from '../../engine/protocol';
import type { Misreading } from '../../guard/misread';
import type { StepPlan } from '../../study/schema';
import { FlowEnd } from './flow-end';
import { lanesOf, validStages } from './flow-lanes';
import { FlowStrip } from './flow-strip';
import classes from './prepare.module.css';
import { SortableCards } from './sortable-cards';
import { StepCard } from './step-card';

interface Props {
  steps: StepPlan[];
  openId: string | null;
  brokenId: string | null;
  flow: Flow | null;
  pending: boolean;
  misread: Misreading[];
}

/** The pipeline: columns flow through the cards from top to bottom. */
export function Pipeline({ steps, openId, brokenId, flow, pending, misread }: Props) {
  const ids = useMemo(() => steps.map((s) => s.id), [steps]);
  const stages = useMemo(() => flow?.stages.slice(0, validStages(flow, ids)) ?? [], [flow, ids]);
  const lanes = useMemo(() => lanesOf(stages), [stages]);
  const end = stages.length > steps.length ? stages[steps.length] : null;
  return (
    <SortableCards steps={steps}>
      <div className={classes.pipeline}>
        <FlowStrip lanes={lanes} before={null} stage={stages[0] ?? null} words pending={pending} />
        <ol className={classes.list}>
          {steps.map((plan, at) => (
            <StepCard
              key={plan.id}
              plan={plan}
              at={at}
              among={steps}
              open={plan.id === openId}
              broken={plan.id === brokenId}
              before={stages[at] ?? null}
              after={stages[at + 1] ?? null}
              concerned={stages[at + 1] ? (flow?.steps[at] ?? null) : null}
              misread={misread.filter((m) => m.stepId === plan.id)}
              lanes={lanes}
              pending={pending}
            />
          ))}
        </ol>
        {end && flow && <FlowEnd stage={end} flow={flow} />}
      </div>
    </SortableCards>
  );
}

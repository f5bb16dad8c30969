import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useMemo } from 'react';
import type { Flow } from '../../engine/protocol';
import type { Misreading } from '../../guard/misread';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { carryByKeys } from './carry-by-keys';
import { moveStep } from './edits';
import { FlowEnd } from './flow-end';
import { lanesOf, validStages } from './flow-lanes';
import { FlowStrip } from './flow-strip';
import classes from './prepare.module.css';
import { StepCard } from './step-card';
import { useAnnouncements } from './use-announcements';

interface Props {
  steps: StepPlan[];
  openId: string | null;
  brokenId: string | null;
  flow: Flow | null;
  pending: boolean;
  misread: Misreading[];
}

/** The card under the pointer: cards differ much in height, and the middle of a tall one says little. Keys have no pointer. */
const underPointer: CollisionDetection = (args) => {
  const hits = pointerWithin(args);
  return hits.length > 0 ? hits : closestCenter(args);
};

/** The pipeline: columns flow through the cards from top to bottom. */
export function Pipeline({ steps, openId, brokenId, flow, pending, misread }: Props) {
  const edit = useApp((s) => s.edit);
  const sensors = useSensors(
    // A few pixels before a drag begins, so that a click stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: carryByKeys }),
  );
  const accessibility = useAnnouncements(steps);
  const drop = ({ active, over }: DragEndEvent) => {
    const to = steps.findIndex((s) => s.id === over?.id);
    if (to >= 0) edit((study) => moveStep(study, String(active.id), to));
  };
  const ids = useMemo(() => steps.map((s) => s.id), [steps]);
  const stages = useMemo(() => flow?.stages.slice(0, validStages(flow, ids)) ?? [], [flow, ids]);
  const lanes = useMemo(() => lanesOf(stages), [stages]);
  const end = stages.length > steps.length ? stages[steps.length] : null;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      onDragEnd={drop}
      accessibility={accessibility}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <div className={classes.pipeline}>
          <FlowStrip lanes={lanes} before={null} stage={stages[0] ?? null} words pending={pending} />
          <ol className={classes.list}>
            {steps.map((plan, at) => (
              <StepCard
                key={plan.id}
                plan={plan}
                at={at}
                count={steps.length}
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
          {end && flow && <FlowEnd stage={end} rows={flow.rows} sampled={flow.sampled} />}
        </div>
      </SortableContext>
    </DndContext>
  );
}

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
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import type { Borders } from './column-counts';
import { moveStep } from './edits';
import classes from './prepare.module.css';
import { StepCard } from './step-card';
import { useAnnouncements } from './use-announcements';

interface Props {
  steps: StepPlan[];
  openId: string | null;
  brokenId: string | null;
  borders: Borders;
}

/** The card under the pointer: cards differ much in height, and the middle of a tall one says little. Keys have no pointer. */
const underPointer: CollisionDetection = (args) => {
  const hits = pointerWithin(args);
  return hits.length > 0 ? hits : closestCenter(args);
};

/** The pipeline: columns flow through the cards from top to bottom. */
export function Pipeline({ steps, openId, brokenId, borders }: Props) {
  const edit = useApp((s) => s.edit);
  const sensors = useSensors(
    // A few pixels before a drag begins, so that a click stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const accessibility = useAnnouncements(steps);
  const drop = ({ active, over }: DragEndEvent) => {
    const to = steps.findIndex((s) => s.id === over?.id);
    if (to >= 0) edit((study) => moveStep(study, String(active.id), to));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      onDragEnd={drop}
      accessibility={accessibility}
    >
      <SortableContext items={steps.map((s) => s.id)} strategy={verticalListSortingStrategy}>
        <ol className={classes.list}>
          {steps.map((plan, at) => (
            <StepCard
              key={plan.id}
              plan={plan}
              at={at}
              count={steps.length}
              open={plan.id === openId}
              broken={plan.id === brokenId}
              columnsIn={borders[at]}
              columnsOut={borders[at + 1]}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

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
import { type ReactNode, useMemo } from 'react';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { carryByKeys } from './carry-by-keys';
import { moveBeside } from './edits';
import { useAnnouncements } from './use-announcements';

/** The card under the pointer: cards differ much in height, and the middle of a tall one says little. Keys have no pointer. */
const underPointer: CollisionDetection = (args) => {
  const hits = pointerWithin(args);
  return hits.length > 0 ? hits : closestCenter(args);
};

/** Cards that can be carried to another place among these steps, by pointer and by keys. */
export function SortableCards({ steps, children }: { steps: StepPlan[]; children: ReactNode }) {
  const edit = useApp((s) => s.edit);
  const sensors = useSensors(
    // A few pixels before a drag begins, so that a click stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: carryByKeys }),
  );
  const accessibility = useAnnouncements(steps);
  const drop = ({ active, over }: DragEndEvent) => {
    if (over) edit((study) => moveBeside(study, String(active.id), String(over.id)));
  };
  const ids = useMemo(() => steps.map((s) => s.id), [steps]);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      onDragEnd={drop}
      accessibility={accessibility}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ColumnPlan } from '../../study/schema';
import { useApp } from '../store';
import classes from './data.module.css';
import { moveLevel } from './reading-edits';

interface LevelProps {
  level: string;
  at: number;
  last: boolean;
  onMove(level: string, to: number): void;
}

function Level({ level, at, last, onMove }: LevelProps) {
  const { t } = useTranslation('data');
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition } = useSortable({
    id: level,
  });
  return (
    <li ref={setNodeRef} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <ActionIcon
        ref={setActivatorNodeRef}
        variant="subtle"
        size="sm"
        aria-label={t('reading.drag', { level })}
        {...attributes}
        {...listeners}
      >
        <IconGripVertical size={14} aria-hidden />
      </ActionIcon>
      <span>{level}</span>
      <ActionIcon
        variant="subtle"
        size="sm"
        disabled={at === 0}
        aria-label={t('reading.lower', { level })}
        onClick={() => onMove(level, at - 1)}
      >
        <IconArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size="sm"
        disabled={last}
        aria-label={t('reading.higher', { level })}
        onClick={() => onMove(level, at + 1)}
      >
        <IconArrowDown size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}

/** The levels of an ordered category from low to high: dragged, moved by buttons or by keys. */
export function LevelOrder({ plan: { name, order = [] } }: { plan: ColumnPlan }) {
  const { t } = useTranslation('data');
  const editColumn = useApp((s) => s.editColumn);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = (level: string, to: number) => void editColumn(name, { order: moveLevel(order, level, to) });
  const drop = ({ active, over }: DragEndEvent) => {
    const to = order.indexOf(String(over?.id));
    if (to >= 0 && active.id !== over?.id) move(String(active.id), to);
  };
  const place = (id: string | number | undefined) => order.indexOf(String(id)) + 1;
  const say = (key: string, level: string | number, over: string | number | undefined = level) =>
    t(`reading.dragged.${key}`, { level, position: place(over), count: order.length });
  return (
    <fieldset className={classes.reading}>
      <legend>{t('reading.order')}</legend>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{
          screenReaderInstructions: { draggable: t('reading.dragged.how') },
          announcements: {
            onDragStart: ({ active }) => say('lifted', active.id),
            onDragOver: ({ active, over }) => say('over', active.id, over?.id),
            onDragEnd: ({ active, over }) => say('dropped', active.id, over?.id),
            onDragCancel: ({ active }) => say('cancelled', active.id),
          },
        }}
      >
        <SortableContext items={order} strategy={verticalListSortingStrategy}>
          <ol className={classes.levels} data-testid="level-order">
            {order.map((level, at) => (
              <Level key={level} level={level} at={at} last={at === order.length - 1} onMove={move} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
    </fieldset>
  );
}

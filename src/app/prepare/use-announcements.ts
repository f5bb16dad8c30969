import type { DndContextProps } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';
import type { StepPlan } from '../../study/schema';

/** What a screen reader says while a card is carried. */
export function useAnnouncements(steps: StepPlan[]): NonNullable<DndContextProps['accessibility']> {
  const { t } = useTranslation(['prepare', 'rooms']);
  const say = (key: string, id: string | number, place?: string | number) => {
    const plan = steps.find((s) => s.id === id);
    const title = plan ? t(`steps.${plan.step}.title`, { ns: 'rooms' }) : '';
    const position = steps.findIndex((s) => s.id === (place ?? id)) + 1;
    return t(`drag.${key}`, { title, position, count: steps.length });
  };
  return {
    screenReaderInstructions: { draggable: t('drag.how') },
    announcements: {
      onDragStart: ({ active }) => say('lifted', active.id),
      onDragOver: ({ active, over }) => say('over', active.id, over?.id),
      onDragEnd: ({ active, over }) => say('dropped', active.id, over?.id),
      onDragCancel: ({ active }) => say('cancelled', active.id),
    },
  };
}

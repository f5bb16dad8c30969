import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Badge, Group, Text, UnstyledButton } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronRight,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { moveBeside, removeStep } from './edits';
import classes from './prepare.module.css';

interface Props {
  plan: StepPlan;
  /** The cards it stands among, and its place there, from 0. */
  among: StepPlan[];
  at: number;
  open: boolean;
  /** True where the step could not be fitted. */
  broken: boolean;
  /** One line under the title. */
  facts?: string;
  /** How many warnings it has. */
  warnings: number;
  onOpen(): void;
  /** What the open card holds. */
  children: ReactNode;
  /** What comes out below it. */
  after?: ReactNode;
}

/** A card that can be opened, carried, moved and removed, whatever its step works on. */
export function CardFrame({
  plan,
  among,
  at,
  open,
  broken,
  facts,
  warnings,
  onOpen,
  children,
  after,
}: Props) {
  const { t } = useTranslation(['prepare', 'rooms']);
  const edit = useApp((s) => s.edit);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id: plan.id });
  const title = t(`steps.${plan.step}.title`, { ns: 'rooms' });
  const body = `step-${plan.id}`;
  const move = (to: StepPlan) => edit((study) => moveBeside(study, plan.id, to.id));
  return (
    <li
      ref={setNodeRef}
      className={classes.item}
      data-dragging={isDragging || undefined}
      data-testid="step-card"
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className={classes.card} data-open={open || undefined} data-broken={broken || undefined}>
        <Group gap={4} wrap="nowrap" align="flex-start">
          <ActionIcon
            ref={setActivatorNodeRef}
            {...attributes}
            {...listeners}
            className={classes.grip}
            variant="subtle"
            color="gray"
            aria-label={t('card.drag', { title })}
          >
            <IconGripVertical size={16} />
          </ActionIcon>
          <UnstyledButton className={classes.head} aria-expanded={open} aria-controls={body} onClick={onOpen}>
            <IconChevronRight className={classes.chevron} size={14} aria-hidden />
            <span>
              <Text span fw={600} size="sm">
                {t('card.numbered', { number: at + 1, title })}
              </Text>
              {facts && (
                <Text span size="xs" c="dimmed" className={classes.flow}>
                  {facts}
                </Text>
              )}
              {warnings > 0 && (
                <span className={classes.warned}>{t('card.misread', { count: warnings })}</span>
              )}
              {broken && (
                <Badge component="span" tt="none" color="red" variant="light" size="sm">
                  {t('card.broken')}
                </Badge>
              )}
            </span>
          </UnstyledButton>
          <Group gap={0} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={at === 0}
              aria-label={t('card.up', { title })}
              onClick={() => move(among[at - 1])}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={at === among.length - 1}
              aria-label={t('card.down', { title })}
              onClick={() => move(among[at + 1])}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('card.remove', { title })}
              onClick={() => edit((study) => removeStep(study, plan.id))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        </Group>
        <div className={classes.body} id={body}>
          {open ? (
            children
          ) : (
            <Text size="sm" c="dimmed">
              {t(`steps.${plan.step}.short`, { ns: 'rooms' })}
            </Text>
          )}
        </div>
      </div>
      {after}
    </li>
  );
}

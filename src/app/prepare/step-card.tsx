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
import { useTranslation } from 'react-i18next';
import { stepByName } from '../../prep/index';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { ParamForm } from '../ui/param-form';
import { moveStep, removeStep, setStepParams } from './edits';
import classes from './prepare.module.css';

interface Props {
  plan: StepPlan;
  /** Its place in the pipeline, from 0, and how many there are. */
  at: number;
  count: number;
  open: boolean;
  /** True where the step could not be fitted. */
  broken: boolean;
  columnsIn: number | null;
  columnsOut: number | null;
}

/** One step of the pipeline. */
export function StepCard({ plan, at, count, open, broken, columnsIn, columnsOut }: Props) {
  const { t } = useTranslation(['prepare', 'rooms']);
  const edit = useApp((s) => s.edit);
  const showStep = useApp((s) => s.showStep);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id: plan.id });
  const title = t(`steps.${plan.step}.title`, { ns: 'rooms' });
  const body = `step-${plan.id}`;
  const { params } = stepByName(plan.step);
  return (
    <li
      ref={setNodeRef}
      className={classes.card}
      data-open={open || undefined}
      data-broken={broken || undefined}
      data-dragging={isDragging || undefined}
      data-testid="step-card"
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
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
        <UnstyledButton
          className={classes.head}
          aria-expanded={open}
          aria-controls={body}
          onClick={() => showStep(plan.id)}
        >
          <IconChevronRight className={classes.chevron} size={14} aria-hidden />
          <span>
            <Text span fw={600} size="sm">
              {t('card.numbered', { number: at + 1, title })}
            </Text>
            <Text span size="xs" c="dimmed" className={classes.flow}>
              {t('card.flow', { in: columnsIn ?? '…', out: columnsOut ?? '…' })}
            </Text>
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
            onClick={() => edit((study) => moveStep(study, plan.id, at - 1))}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={at === count - 1}
            aria-label={t('card.down', { title })}
            onClick={() => edit((study) => moveStep(study, plan.id, at + 1))}
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
        <Text size="sm" c="dimmed">
          {t(`steps.${plan.step}.${open ? 'help' : 'short'}`, { ns: 'rooms' })}
        </Text>
        {open && params.length > 0 && (
          <ParamForm
            owner={plan.step}
            params={params}
            values={plan.params}
            onChange={(values) => edit((study) => setStepParams(study, plan.id, values))}
          />
        )}
      </div>
    </li>
  );
}

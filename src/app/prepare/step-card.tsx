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
import type { FlowKind, FlowStage } from '../../engine/protocol';
import type { Misreading } from '../../guard/misread';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { moveStep, removeStep } from './edits';
import { FlowStrip } from './flow-strip';
import classes from './prepare.module.css';
import { StepBody } from './step-body';

interface Props {
  plan: StepPlan;
  /** Its place in the pipeline, from 0, and how many there are. */
  at: number;
  count: number;
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
  const { plan, at, count, open, broken, before, after, concerned, misread, lanes, pending } = props;
  const { t } = useTranslation(['prepare', 'rooms']);
  const edit = useApp((s) => s.edit);
  const showStep = useApp((s) => s.showStep);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id: plan.id });
  const title = t(`steps.${plan.step}.title`, { ns: 'rooms' });
  const body = `step-${plan.id}`;
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
                {t('card.flow', {
                  in: before ? formatCount(before.columns.length) : '…',
                  out: after ? formatCount(after.columns.length) : '…',
                })}
              </Text>
              {misread.length > 0 && (
                <span className={classes.warned}>{t('card.misread', { count: misread.length })}</span>
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
          {open ? (
            <StepBody plan={plan} before={before} after={after} concerned={concerned} misread={misread} />
          ) : (
            <Text size="sm" c="dimmed">
              {t(`steps.${plan.step}.short`, { ns: 'rooms' })}
            </Text>
          )}
        </div>
      </div>
      <FlowStrip
        lanes={lanes}
        before={before}
        stage={after}
        words={at === count - 1}
        last={at === count - 1}
        pending={pending}
      />
    </li>
  );
}

import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SplitSummary } from '../../split/parts';
import type { Task } from '../../study/schema';
import { PART_COLORS } from '../charts/palette';
import { formatCount } from '../ui/number';
import { type Block, peopleOf } from './people';
import classes from './split.module.css';

const STEP = 13;
const ROWS = 10;

function Dots({ block }: { block: Block }) {
  const columns = Math.max(1, Math.ceil(block.dots / ROWS));
  const color = PART_COLORS[block.part];
  return (
    <svg width={columns * STEP} height={ROWS * STEP} aria-hidden focusable="false">
      {Array.from({ length: block.dots }, (_, i) => {
        const filled = i < block.positive;
        return (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
            key={i}
            cx={Math.floor(i / ROWS) * STEP + STEP / 2}
            cy={(i % ROWS) * STEP + STEP / 2}
            r={filled ? 5 : 4.25}
            fill={filled ? color : 'none'}
            stroke={color}
            strokeWidth={1.5}
          />
        );
      })}
    </svg>
  );
}

/** Who trains, who validates, who is locked away: a dot is a few people, a filled one has the outcome. */
export function PeoplePicture({ summary, task }: { summary: SplitSummary; task: Task }) {
  const { t } = useTranslation('split');
  const { perDot, blocks } = peopleOf(summary, task.kind === 'binary' ? 1 : -1);
  const unit = summary.grouped ? 'patients' : 'rows';
  const name = (block: Block) =>
    block.fold === null
      ? t(`part.${block.part}`)
      : block.name !== null && block.name !== String(block.fold)
        ? block.name
        : t('fold', { number: block.fold });
  const said = (block: Block) => t(`unit.${unit}`, { count: block.people, n: formatCount(block.people) });
  return (
    <figure
      className={classes.people}
      aria-label={blocks.map((b) => `${name(b)}: ${said(b)}`).join('; ')}
      data-testid="people"
    >
      <div className={classes.blocks}>
        {blocks.map((block) => (
          <div
            key={`${block.part}${block.fold}`}
            className={classes.block}
            data-part={block.fold === null ? block.part : undefined}
          >
            <p className={classes.blockName}>
              {block.part === 'test' && block.fold === null && <IconLock size={14} aria-hidden />}
              {name(block)}
            </p>
            <Dots block={block} />
            <p className={classes.blockCount}>{said(block)}</p>
          </div>
        ))}
      </div>
      <figcaption className={classes.caption}>
        {t(`dot.${unit}`, { count: perDot, n: formatCount(perDot) })}{' '}
        {task.kind === 'binary' && t('dot.filled', { target: task.target, positive: task.classes[1] })}{' '}
        {summary.outer.length === 0 &&
          summary.rounds.length > 1 &&
          t('dot.folds', { k: summary.rounds.length })}
      </figcaption>
    </figure>
  );
}

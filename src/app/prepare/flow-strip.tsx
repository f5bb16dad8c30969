import {
  IconAbc,
  IconCalendar,
  IconCategory,
  IconList,
  IconNumbers,
  IconStairsUp,
  type TablerIcon,
} from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowKind, FlowStage } from '../../engine/protocol';
import { formatCount } from '../ui/number';
import classes from './flow.module.css';
import { countsOf, turnsOf } from './flow-lanes';

const ICONS: Record<FlowKind, TablerIcon> = {
  num: IconNumbers,
  cat: IconCategory,
  ordered: IconStairsUp,
  multi: IconList,
  date: IconCalendar,
  text: IconAbc,
};

interface Props {
  lanes: FlowKind[];
  /** What came out of the card above; null above the first card. */
  before: FlowStage | null;
  /** What stands at this place; null where it is not known yet. */
  stage: FlowStage | null;
  /** The words beside the numbers: at both ends of the pipeline. */
  words?: boolean;
  /** What is no number here never will be. */
  last?: boolean;
  pending: boolean;
}

const WIDTH = 100;
const HEIGHT = 60;
/** Where a turn has reached its lane: above the chips. */
const JOINED = 26;

/** Columns on their way from one card to the next: a lane a kind, its width by their number. */
export const FlowStrip = memo(function FlowStrip({ lanes, before, stage, words, last, pending }: Props) {
  const { t } = useTranslation('prepare');
  if (!stage) return <div className={classes.strip} aria-hidden />;
  const counts = countsOf(stage);
  const most = Math.max(1, stage.columns.length);
  const x = (kind: FlowKind) => (WIDTH * (lanes.indexOf(kind) + 0.5)) / lanes.length;
  const wide = (count: number) => 1.5 + 6.5 * Math.sqrt(count / most);
  const turns = before ? turnsOf(before, stage) : [];
  return (
    <div
      className={classes.strip}
      data-pending={pending || undefined}
      data-last={last || undefined}
      data-turns={turns.length > 0 || undefined}
    >
      <svg
        className={classes.lines}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {lanes.map((kind) =>
          counts[kind] > 0 ? (
            <path
              key={kind}
              data-kind={kind}
              d={`M${x(kind)} 0V${HEIGHT}`}
              strokeWidth={wide(counts[kind])}
            />
          ) : null,
        )}
        {turns.map(({ from, to }) => (
          <path
            key={from + to}
            className={classes.turn}
            data-kind={from}
            d={`M${x(from)} 0C${x(from)} ${JOINED} ${x(to)} 0 ${x(to)} ${JOINED}`}
            strokeWidth={2}
          />
        ))}
      </svg>
      <ul
        className={classes.counts}
        style={{ gridTemplateColumns: `repeat(${lanes.length}, minmax(0, 1fr))` }}
      >
        {lanes.map((kind) => {
          const Icon = ICONS[kind];
          const text = t(`kinds.${kind}`, { count: counts[kind] });
          if (counts[kind] === 0) return <li key={kind} aria-hidden />;
          return (
            <li key={kind} data-kind={kind} title={text}>
              <span className={classes.chip}>
                <Icon size={14} aria-hidden />
                <span aria-hidden={words ? undefined : true}>{words ? text : formatCount(counts[kind])}</span>
                {!words && <span className={classes.hidden}>{text}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
});

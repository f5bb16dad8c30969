import type { Trial } from '../../study/events';
import type { Pause } from '../../study/journal-state';
import { formatCount } from '../ui/number';
import { BottomAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { GREY, VERMILLION } from './palette';
import { ticks } from './scale';
import { textWidth } from './text-width';
import { layoutTimeline, type TimelineBar } from './timeline-layout';

interface TimelineChartProps {
  width: number;
  description: string;
  trials: readonly Trial[];
  pauses: readonly Pause[];
  /** Milliseconds since the epoch; running trials are drawn up to here. */
  now: number;
  best: number | null;
  words: {
    /** Of the axis, by unit. */
    axis: Record<TimeUnit, string>;
    legend: Record<Trial['state'], string>;
    best: string;
    pause: string;
    bar(trial: Trial): string;
    gap(seconds: number): string;
  };
}

export type TimeUnit = 'seconds' | 'minutes' | 'hours';
const SECONDS: Record<TimeUnit, number> = { seconds: 1, minutes: 60, hours: 3600 };
const unitOf = (seconds: number): TimeUnit =>
  seconds <= 120 ? 'seconds' : seconds <= 7200 ? 'minutes' : 'hours';

const LANES = 96;
const [LOWEST, HIGHEST] = [12, 44];
const [LEFT, RIGHT, TOP] = [8, 12, 4];
const LEGEND_LINE = 20;

/** How a trial ended is its height and its ink: told apart without colour, in bars of a pixel too. */
const LOOKS: Record<Trial['state'], { height: number; fill: string; outlined?: boolean }> = {
  finished: { height: 1, fill: GREY },
  running: { height: 1, fill: ink('ink') },
  pruned: { height: 0.6, fill: ink('muted') },
  failed: { height: 0.3, fill: VERMILLION },
  interrupted: { height: 0.6, fill: ink('paper'), outlined: true },
};
const STATES = Object.keys(LOOKS) as Trial['state'][];

/** Which trial ran when, and how it ended. Time without work is a narrow gap, whatever its length. */
export function TimelineChart(props: TimelineChartProps) {
  const { width, description, trials, pauses, now, best, words } = props;
  const { bars, gaps, lanes, seconds, x } = layoutTimeline(trials, pauses, now, width - LEFT - RIGHT);
  const lane = Math.max(LOWEST, Math.min(HIGHEST, LANES / lanes));
  const area = { left: LEFT, right: width - RIGHT, top: TOP, bottom: TOP + lanes * lane + 4 };
  const unit = unitOf(seconds);
  const items = legendOf(trials, best, gaps.length > 0, words);
  const rows = placed(
    items.map(({ text }) => textWidth(text, 12) + 38),
    width - LEFT,
  );
  const legend = area.bottom + 46;
  return (
    <Drawing
      width={width}
      height={legend + ((rows.at(-1)?.row ?? 0) + 1) * LEGEND_LINE}
      description={description}
    >
      {gaps.map((gap) => (
        <g key={gap.x} transform={`translate(${LEFT + gap.x} 0)`}>
          <title>{words.gap(gap.seconds)}</title>
          <Gap width={gap.width} top={area.top} bottom={area.bottom} />
        </g>
      ))}
      {bars.map((bar) => (
        <g key={bar.trial.trial} transform={`translate(${LEFT} ${TOP + bar.lane * lane})`}>
          <title>{words.bar(bar.trial)}</title>
          <Bar bar={bar} lane={lane} best={bar.trial.trial === best} />
        </g>
      ))}
      <BottomAxis
        area={area}
        scale={(value) => LEFT + x(value * SECONDS[unit])}
        ticks={ticks([0, seconds / SECONDS[unit]], width < 500 ? 4 : 8)}
        label={words.axis[unit]}
        write={(value) => (Number.isInteger(value) ? formatCount(value) : String(value))}
        grid={false}
      />
      {items.map(({ key, text, look }, i) => (
        <g
          key={key}
          transform={`translate(${LEFT + rows[i].x} ${legend + (rows[i].row + 0.5) * LEGEND_LINE})`}
        >
          {look ? (
            <rect
              x={1}
              y={6 - 13 * look.height}
              width={8}
              height={13 * look.height}
              fill={look.fill}
              stroke={look.outlined ? ink('muted') : undefined}
            />
          ) : (
            <Gap width={8} top={-7} bottom={6} />
          )}
          <text x={16} dy="0.35em" fontSize={12} fill={ink('ink')}>
            {text}
          </text>
        </g>
      ))}
    </Drawing>
  );
}

/** A zigzag cut in the axis. */
function Gap({ width, top, bottom }: { width: number; top: number; bottom: number }) {
  return (
    <>
      <rect y={top} width={width} height={bottom - top} fill={ink('grid')} />
      <line x1={width / 2} x2={width / 2} y1={top} y2={bottom} stroke={ink('muted')} strokeDasharray="2 2" />
    </>
  );
}

function Bar({ bar: { trial, pieces }, lane, best }: { bar: TimelineBar; lane: number; best: boolean }) {
  const { height, fill, outlined } = LOOKS[trial.state];
  const high = height * (lane - 2);
  return pieces.map(({ x, width }) => (
    <rect
      key={x}
      x={x}
      y={lane - high}
      // A hair between neighbours, where there is room for one.
      width={width > 3 ? width - 1 : Math.max(0.75, width * 0.8)}
      height={high}
      fill={best ? ink('accent') : fill}
      stroke={outlined ? ink('muted') : undefined}
    />
  ));
}

function legendOf(
  trials: readonly Trial[],
  best: number | null,
  paused: boolean,
  words: TimelineChartProps['words'],
) {
  const there = new Set(trials.map(({ state }) => state));
  const states = STATES.filter((state) => there.has(state)).map((state) => ({
    key: state as string,
    text: words.legend[state],
    look: LOOKS[state] as (typeof LOOKS)['finished'] | null,
  }));
  if (best !== null)
    states.unshift({ key: 'best', text: words.best, look: { height: 1, fill: ink('accent') } });
  if (paused) states.push({ key: 'pause', text: words.pause, look: null });
  return states;
}

/** Where items of these widths stand, in lines that are filled from the left. */
function placed(widths: number[], across: number): { x: number; row: number }[] {
  let [x, row] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > across) [x, row] = [0, row + 1];
    const place = { x, row };
    x += width;
    return place;
  });
}

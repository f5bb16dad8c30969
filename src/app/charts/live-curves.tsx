import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Trial } from '../../study/events';
import { formatValue } from '../ui/number';
import classes from './live-curves.module.css';
import { type CurveFrame, createPainter, type Inks, nearestTrial } from './live-painter';
import { type CurveMode, epochLimit, valueRange } from './live-range';

/** Where the trials come from: read whenever a frame is due, not handed through React. */
export interface CurveSource {
  read(): Trial[];
  /** Calls back after every change; answers how to stop that. */
  subscribe(changed: () => void): () => void;
}

interface Props {
  source: CurveSource;
  mode: CurveMode;
  best: number | null;
  chosen: number | null;
  /** Trials that stand out for good, each with its colour; a new map where it changed. */
  pinned: ReadonlyMap<number, string>;
  /** A curve came under the pointer, or none. */
  onPoint(trial: number | null): void;
  label: string;
  xLabel: string;
  yLabel: string;
  /** Colours are read from the page anew when this changes. */
  scheme: string;
}

const HEIGHT = 300;
const REACH = 16;
const EMPTY = { low: 0, high: 1 };

function inksOf(element: HTMLElement): Inks & { text: string; grid: string } {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    faded: read('--live-faded'),
    running: read('--live-running'),
    best: read('--live-best'),
    chosen: read('--live-chosen'),
    paper: read('--live-paper'),
    text: read('--bs-muted'),
    grid: read('--bs-line'),
  };
}

/** Curves of all trials, live. A change marks the picture as old; it is drawn at most once a frame. */
function LiveCurves(props: Props) {
  const { source, mode, best, chosen, pinned, onPoint, label, xLabel, yLabel, scheme } = props;
  const host = useRef<HTMLDivElement>(null);
  const now = useRef({ mode, best, chosen, pinned, onPoint });
  const redraw = useRef(() => {});
  now.current = { mode, best, chosen, pinned, onPoint };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colour scheme is read through the element's style
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const inks = inksOf(element);
    const family = getComputedStyle(element).fontFamily;
    const painter = createPainter(() => document.createElement('canvas'));
    const frameOf = (u: uPlot): CurveFrame => {
      const [x0, y0] = [u.valToPos(0, 'x', true), u.valToPos(0, 'y', true)];
      const [dx, dy] = [u.valToPos(1, 'x', true) - x0, u.valToPos(1, 'y', true) - y0];
      return {
        trials: source.read(),
        mode: now.current.mode,
        best: now.current.best,
        chosen: now.current.chosen,
        pinned: now.current.pinned,
        font: `600 ${11 * devicePixelRatio}px ${family}`,
        box: u.bbox,
        ratio: devicePixelRatio,
        x: (epoch) => x0 + epoch * dx,
        y: (value) => y0 + value * dy,
        inks,
      };
    };
    const range = () => valueRange(source.read(), now.current.mode) ?? EMPTY;
    const axis = { stroke: inks.text, grid: { stroke: inks.grid, width: 1 }, ticks: { show: false } };
    const font = `12px ${family}`;
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: {
          x: { time: false, range: () => [1, epochLimit(source.read())] },
          y: { range: () => [range().low, range().high] },
        },
        axes: [
          { ...axis, font, label: xLabel, labelFont: font, labelSize: 20, size: 28 },
          {
            ...axis,
            font,
            label: yLabel,
            labelFont: font,
            labelSize: 20,
            size: 52,
            values: (_u, splits) => splits.map(formatValue),
          },
        ],
        // The curves are painted by hand; this series only makes the scales exist.
        series: [{}, { paths: () => null, points: { show: false } }],
        hooks: {
          draw: [
            (u) => {
              if (!painter.paint(u.ctx, frameOf(u))) redraw.current();
            },
          ],
        },
      },
      [
        [1, 2],
        [0, 1],
      ],
      element,
    );

    let due = 0;
    const draw = () => {
      due = 0;
      plot.setData(plot.data);
      const epochs = source.read().reduce((sum, t) => sum + t.points.length, 0);
      element.dataset.epochs = String(epochs);
    };
    redraw.current = () => {
      if (!due) due = requestAnimationFrame(draw);
    };
    redraw.current();
    const unsubscribe = source.subscribe(() => redraw.current());
    const sized = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, element.clientWidth), height: HEIGHT }),
    );
    sized.observe(element);
    const point = (event: PointerEvent) => {
      const place = plot.over.getBoundingClientRect();
      const px = (event.clientX - place.left) * devicePixelRatio + plot.bbox.left;
      const py = (event.clientY - place.top) * devicePixelRatio + plot.bbox.top;
      now.current.onPoint(nearestTrial(frameOf(plot), px, py, REACH * devicePixelRatio));
    };
    const leave = () => now.current.onPoint(null);
    plot.over.addEventListener('pointermove', point);
    plot.over.addEventListener('pointerleave', leave);
    return () => {
      redraw.current = () => {};
      cancelAnimationFrame(due);
      unsubscribe();
      sized.disconnect();
      plot.destroy();
    };
  }, [source, scheme, xLabel, yLabel]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them changes the picture
  useEffect(() => redraw.current(), [mode, best, chosen, pinned]);

  return (
    <div
      ref={host}
      className={classes.chart}
      data-testid="loss-chart"
      data-mode={mode}
      role="img"
      aria-label={label}
    />
  );
}

export default LiveCurves;

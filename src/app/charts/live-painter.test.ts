import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { type CurveFrame, createPainter } from './live-painter';

/** A canvas that counts the lines drawn on it. */
function fakeCanvas() {
  let strokes = 0;
  const pen: Record<string, unknown> = { stroke: () => void strokes++, measureText: () => ({ width: 10 }) };
  const context = new Proxy(pen, { get: (known, name: string) => known[name] ?? (() => {}) });
  const canvas = { width: 300, height: 200, getContext: () => context };
  pen.canvas = canvas;
  return {
    canvas: canvas as unknown as HTMLCanvasElement,
    pen: context as unknown as CanvasRenderingContext2D,
    strokes: () => strokes,
  };
}

const trial = (number: number, state: Trial['state'] = 'finished'): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'mlp', params: {} },
  state,
  points: Array.from({ length: 100 }, (_, i) => ({
    epoch: i + 1,
    trainLoss: 0.1,
    validLoss: 0.2,
    metric: 0.8,
  })),
});

const frame = (trials: Trial[], high = 1): CurveFrame => ({
  trials,
  mode: 'loss',
  best: null,
  chosen: null,
  pinned: new Map(),
  font: '11px sans-serif',
  box: { left: 0, top: 0, width: 300, height: 200 },
  ratio: 1,
  x: (epoch) => epoch,
  y: (value) => value / high,
  inks: { faded: 'grey', running: 'black', best: 'teal', chosen: 'red', paper: 'white' },
});

describe('the painter of live curves', () => {
  const trials = Array.from({ length: 90 }, (_, i) => trial(i));

  it('spreads the curves of many trials over frames, and draws none of them twice', () => {
    const layer = fakeCanvas();
    const screen = fakeCanvas();
    const painter = createPainter(() => layer.canvas);
    const drawn = Array.from({ length: 4 }, () => [
      painter.paint(screen.pen, frame(trials)),
      layer.strokes(),
    ]);
    expect(drawn).toEqual([
      [false, 40],
      [false, 80],
      [true, 90],
      [true, 90],
    ]);
  });

  it('adds what has ended since, and begins anew on another scale', () => {
    const layer = fakeCanvas();
    const screen = fakeCanvas();
    const painter = createPainter(() => layer.canvas);
    const few = trials.slice(0, 3);
    painter.paint(screen.pen, frame([...few, trial(3, 'running')]));
    expect([layer.strokes(), screen.strokes()]).toEqual([3, 2]);
    painter.paint(screen.pen, frame([...few, trial(3)]));
    expect(layer.strokes()).toBe(4);
    painter.paint(screen.pen, frame([...few, trial(3)], 2));
    expect(layer.strokes()).toBe(8);
  });
});

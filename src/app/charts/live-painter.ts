import type { EpochPoint, Trial } from '../../study/events';
import type { CurveMode } from './live-range';

export interface Inks {
  /** Trials that are over; drawn faint. */
  faded: string;
  running: string;
  best: string;
  chosen: string;
  /** Behind the curves. */
  paper: string;
}

/** One picture of all curves. Lengths in canvas pixels. */
export interface CurveFrame {
  trials: Trial[];
  mode: CurveMode;
  best: number | null;
  chosen: number | null;
  /** Trials that stand out for good, each with its ink. */
  pinned: ReadonlyMap<number, string>;
  /** CSS font of the numbers at pinned curves. */
  font: string;
  box: { left: number; top: number; width: number; height: number };
  ratio: number;
  x(epoch: number): number;
  y(value: number): number;
  inks: Inks;
}

export type Reading = (point: EpochPoint) => number;
export const VALID: Record<CurveMode, Reading> = { loss: (p) => p.validLoss, metric: (p) => p.metric };
export const TRAIN: Reading = (p) => p.trainLoss;

/**
 * Draws curves on a canvas. Those of trials that are over lie in a layer of their own that is kept from frame to
 * frame: a new epoch costs one curve, whatever the number of trials.
 */
export function createPainter(makeCanvas: () => HTMLCanvasElement) {
  const layer = makeCanvas();
  let layerKey = '';
  const inLayer = new Set<Trial>();

  function paint(target: CanvasRenderingContext2D, frame: CurveFrame): void {
    const { trials, box, inks, ratio } = frame;
    const faded = layerOf(target.canvas, frame);
    target.save();
    target.beginPath();
    target.rect(box.left, box.top, box.width, box.height);
    target.clip();
    if (faded) target.drawImage(faded, 0, 0);
    for (const trial of trials)
      if (trial.state === 'running')
        drawTrial(target, trial, frame, { ink: inks.running, width: 1.5 * ratio, training: true });
    for (const { trial, ink, name } of standingOut(frame)) {
      drawTrial(target, trial, frame, { ink, width: 2.25 * ratio, training: true });
      if (name) writeNumber(target, trial, frame, ink);
    }
    target.restore();
  }

  function layerOf({ width, height }: HTMLCanvasElement, frame: CurveFrame): HTMLCanvasElement | null {
    const { trials, mode, box, x, y, inks, ratio } = frame;
    const scales = [x(0), x(1), y(0), y(1), box.left, box.top, box.width, box.height];
    // An interrupted trial begins again when its search goes on: its old curve must not stay behind.
    const interrupted = trials.filter((t) => t.state === 'interrupted').length;
    const key = [trials[0]?.search, interrupted, mode, width, height, inks.faded, ...scales].join('|');
    const pen = layer.getContext('2d');
    if (!pen) return null;
    if (key !== layerKey) {
      layer.width = width;
      layer.height = height;
      inLayer.clear();
      layerKey = key;
    }
    for (const trial of trials) {
      if (trial.state === 'running' || inLayer.has(trial)) continue;
      pen.globalAlpha = fadedOpacity(trial);
      drawTrial(pen, trial, frame, { ink: inks.faded, width: ratio, training: false });
      inLayer.add(trial);
    }
    return layer;
  }

  return { paint };
}

/** What has no score is fainter still: it is not among what one chooses from. */
export const fadedOpacity = ({ state }: Trial): number => (state === 'finished' ? 0.6 : 0.3);

/**
 * The best, the pinned and the chosen one, the last on top. One that is several of these is drawn once, in the ink of
 * the first that lasts, and pinned ones have their number beside them.
 */
export function standingOut({
  trials,
  best,
  chosen,
  pinned,
  inks,
}: Pick<CurveFrame, 'trials' | 'best' | 'chosen' | 'pinned' | 'inks'>): {
  trial: Trial;
  ink: string;
  name: boolean;
}[] {
  const inkOf = new Map<number, string>();
  if (best !== null) inkOf.set(best, inks.best);
  for (const [number, ink] of pinned) if (number !== best) inkOf.set(number, ink);
  if (chosen !== null) {
    const ink = inkOf.get(chosen) ?? inks.chosen;
    // Set anew, it is the last.
    inkOf.delete(chosen);
    inkOf.set(chosen, ink);
  }
  return [...inkOf].flatMap(([number, ink]) => {
    const trial = trials.find((t) => t.trial === number);
    return trial ? [{ trial, ink, name: pinned.has(number) || number === chosen }] : [];
  });
}

interface Line {
  ink: string;
  width: number;
  /** The training loss too: of the trials that stand out only, or the curves of the others would hide them. */
  training: boolean;
}

function drawTrial(
  pen: CanvasRenderingContext2D,
  { points, state, score }: Trial,
  { mode, x, y, ratio }: CurveFrame,
  { ink, width, training }: Line,
): void {
  pen.strokeStyle = ink;
  pen.lineWidth = width;
  pen.lineJoin = 'round';
  if (mode === 'loss' && training) {
    pen.setLineDash([3 * ratio, 3 * ratio]);
    stroke(pen, points, TRAIN, x, y);
    pen.setLineDash([]);
  }
  stroke(pen, points, VALID[mode], x, y);
  const mark = state === 'running' || training ? markOf({ points, state, score }) : undefined;
  if (!mark) return;
  pen.fillStyle = ink;
  pen.beginPath();
  pen.arc(x(mark.epoch), y(VALID[mode](mark)), 3.5 * ratio, 0, 2 * Math.PI);
  pen.fill();
}

/** Where a running trial is now; where a finished one was best, which is what is kept of it. */
export const markOf = ({ points, state, score }: Pick<Trial, 'points' | 'state' | 'score'>) =>
  state === 'running' ? points.at(-1) : points.find((p) => p.epoch === score?.bestEpoch);

/** A trial's number above its mark, or at its end where it has none; told apart without its colour. */
function writeNumber(
  pen: CanvasRenderingContext2D,
  trial: Trial,
  { mode, x, y, ratio, font, box, inks }: CurveFrame,
  ink: string,
): void {
  const place = markOf(trial) ?? trial.points.at(-1);
  if (!place || !Number.isFinite(VALID[mode](place))) return;
  const text = String(trial.trial + 1);
  pen.font = font;
  pen.textAlign = 'center';
  const half = pen.measureText(text).width / 2 + 2 * ratio;
  const across = Math.min(box.left + box.width - half, Math.max(box.left + half, x(place.epoch)));
  const up = Math.max(box.top + 14 * ratio, y(VALID[mode](place)) - 8 * ratio);
  pen.lineWidth = 3 * ratio;
  pen.lineJoin = 'round';
  pen.strokeStyle = inks.paper;
  pen.strokeText(text, across, up);
  pen.fillStyle = ink;
  pen.fillText(text, across, up);
}

function stroke(
  pen: CanvasRenderingContext2D,
  points: EpochPoint[],
  pick: Reading,
  x: CurveFrame['x'],
  y: CurveFrame['y'],
): void {
  pen.beginPath();
  let drawing = false;
  for (const point of points) {
    const value = pick(point);
    // A gap where a value is not finite, not a line across it.
    if (!Number.isFinite(value)) drawing = false;
    else if (drawing) pen.lineTo(x(point.epoch), y(value));
    else {
      pen.moveTo(x(point.epoch), y(value));
      drawing = true;
    }
  }
  pen.stroke();
}

/** The trial whose validation curve lies nearest above or below a place, no farther than `reach`; canvas pixels. */
export function nearestTrial(frame: CurveFrame, px: number, py: number, reach: number): number | null {
  const [origin, unit] = [frame.x(0), frame.x(1) - frame.x(0)];
  const epoch = Math.round((px - origin) / unit);
  let [nearest, least]: [number | null, number] = [null, reach];
  for (const { trial, points } of frame.trials) {
    const point = points[epoch - (points[0]?.epoch ?? 0)];
    if (!point) continue;
    const distance = Math.abs(frame.y(VALID[frame.mode](point)) - py);
    if (distance < least) [nearest, least] = [trial, distance];
  }
  return nearest;
}

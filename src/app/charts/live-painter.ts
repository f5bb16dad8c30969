import type { EpochPoint, Trial } from '../../study/events';
import type { CurveMode } from './live-range';
import { NAME_HEIGHT, NAME_REACH, placeNames } from './name-places';

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

/** Of the layer: some five milliseconds of a slow processor. */
const POINTS_A_FRAME = 4000;

/**
 * Draws curves on a canvas. Those of trials that are over lie in a layer of their own that is kept from frame to
 * frame: a new epoch costs one curve, whatever the number of trials. Where the layer begins anew, it is filled over
 * several frames, so that none is late.
 */
export function createPainter(makeCanvas: () => HTMLCanvasElement) {
  const layer = makeCanvas();
  let layerKey = '';
  const inLayer = new Set<Trial>();

  /** Answers whether that was all of it; if not, the next frame goes on. */
  function paint(target: CanvasRenderingContext2D, frame: CurveFrame): boolean {
    const { trials, box, inks, ratio } = frame;
    const { layer: faded, whole } = layerOf(target.canvas, frame);
    target.save();
    target.beginPath();
    target.rect(box.left, box.top, box.width, box.height);
    target.clip();
    if (faded) target.drawImage(faded, 0, 0);
    for (const trial of trials)
      if (trial.state === 'running')
        drawTrial(target, trial, frame, { ink: inks.running, width: 1.5 * ratio, training: true });
    const ahead = standingOut(frame);
    for (const { trial, ink } of ahead)
      drawTrial(target, trial, frame, { ink, width: 2.25 * ratio, training: true });
    writeNumbers(target, ahead, frame);
    target.restore();
    return whole;
  }

  function layerOf({ width, height }: HTMLCanvasElement, frame: CurveFrame) {
    const { trials, mode, box, x, y, inks, ratio } = frame;
    const scales = [x(0), x(1), y(0), y(1), box.left, box.top, box.width, box.height];
    // An interrupted trial begins again when its search goes on: its old curve must not stay behind.
    const interrupted = trials.filter((t) => t.state === 'interrupted').length;
    const key = [trials[0]?.search, interrupted, mode, width, height, inks.faded, ...scales].join('|');
    const pen = layer.getContext('2d');
    if (!pen) return { layer: null, whole: true };
    if (key !== layerKey) {
      layer.width = width;
      layer.height = height;
      inLayer.clear();
      layerKey = key;
    }
    let points = 0;
    for (const trial of trials) {
      if (trial.state === 'running' || inLayer.has(trial)) continue;
      if (points >= POINTS_A_FRAME) return { layer, whole: false };
      points += trial.points.length;
      pen.globalAlpha = fadedOpacity(trial);
      drawTrial(pen, trial, frame, { ink: inks.faded, width: ratio, training: false });
      inLayer.add(trial);
    }
    return { layer, whole: true };
  }

  return { paint };
}

/** What has no score is fainter still: it is not among what one chooses from. */
export const fadedOpacity = ({ state }: Trial): number => (state === 'finished' ? 0.6 : 0.3);

interface Ahead {
  trial: Trial;
  ink: string;
  /** Its number is written. */
  name: boolean;
  /** For good, not only while it is pointed at. */
  lasts: boolean;
}

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
}: Pick<CurveFrame, 'trials' | 'best' | 'chosen' | 'pinned' | 'inks'>): Ahead[] {
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
    const lasts = pinned.has(number);
    return trial ? [{ trial, ink, name: lasts || number === chosen, lasts }] : [];
  });
}

/** In an order that does not change while one points about, or the numbers would jump. */
const namesFirst = (ahead: readonly Ahead[]): Ahead[] =>
  ahead.toSorted((a, b) => Number(b.lasts) - Number(a.lasts) || a.trial.trial - b.trial.trial);

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

/** Numbers beside the marks, or the ends, of trials that stand out: told apart without their colours. */
function writeNumbers(
  pen: CanvasRenderingContext2D,
  ahead: readonly Ahead[],
  { mode, x, y, ratio, font, box, inks }: CurveFrame,
): void {
  pen.font = font;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  const marks = namesFirst(ahead).flatMap(({ trial, ink, name }) => {
    const mark = markOf(trial) ?? trial.points.at(-1);
    if (!mark || !Number.isFinite(VALID[mode](mark))) return [];
    const text = name ? String(trial.trial + 1) : '';
    const width = text ? pen.measureText(text).width + 4 * ratio : 0;
    return [{ x: x(mark.epoch), y: y(VALID[mode](mark)), width, text, ink }];
  });
  const { left, top, width, height } = box;
  const space = { left, top, right: left + width, bottom: top + height };
  for (const [i, place] of placeNames(marks, space, NAME_HEIGHT * ratio, NAME_REACH * ratio).entries()) {
    if (!place) continue;
    const { text, ink } = marks[i];
    pen.lineWidth = 3 * ratio;
    pen.strokeStyle = inks.paper;
    pen.strokeText(text, place.x, place.y);
    pen.fillStyle = ink;
    pen.fillText(text, place.x, place.y);
  }
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

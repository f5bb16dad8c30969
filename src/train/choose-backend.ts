import { BenchsideError } from '../study/errors';
import type { BackendName } from '../study/schema';
import { BACKENDS } from './backends';
import type { BackendReport } from './trainer';

/**
 * What is to be trained: small nets of a table, or nets on pictures, of so many pixels where their first layers have
 * made them smaller.
 */
export type Workload = 'table' | { pixels: number };

/** Backends within this factor of the fastest count as equally fast. */
const AS_FAST = 1.1;

/**
 * The fastest backend that is there, right and no software GPU, at what is to be trained; among the equally fast the
 * first of BACKENDS. Errors: `train.backend` where none is left.
 */
export function chooseBackend(reports: readonly BackendReport[], work: Workload): BackendName {
  const usable = reports.filter((r) => r.available && r.gradientsRight && !r.software && r.stepMs !== null);
  const times = new Map(usable.map((r) => [r.backend, millisecondsOf(r, work)]));
  const fastest = Math.min(...[...times.values()].flatMap((ms) => ms ?? []));
  const asFast = BACKENDS.find((name) => (times.get(name) ?? Number.POSITIVE_INFINITY) <= fastest * AS_FAST);
  // Measured by none: JavaScript can train everything.
  const chosen = Number.isFinite(fastest) ? asFast : [...BACKENDS].reverse().find((name) => times.has(name));
  if (!chosen) throw new BenchsideError('train.backend', { backend: 'auto' }, 'fatal');
  return chosen;
}

/** A step on larger pictures takes longer by so much a pixel; smaller ones save nothing on a GPU. */
function millisecondsOf({ stepMs, pictureStepMs }: BackendReport, work: Workload): number | null {
  if (work === 'table') return stepMs;
  if (!pictureStepMs) return null;
  const [small, large] = pictureStepMs;
  const pixels = small.side ** 2;
  const perPixel = Math.max(0, large.ms - small.ms) / (large.side ** 2 - pixels);
  return small.ms + perPixel * Math.max(0, work.pixels - pixels);
}

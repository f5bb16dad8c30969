import { steps as known } from '../prep/index';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import type { Ready } from './prepare';

/** Rows looked at; above it a seeded sample stands for the training part. */
const SAMPLE = 20_000;

/**
 * The training rows of the first fold on which the first `count` steps are shown, in rising order: all, or a seeded
 * sample, the smaller the slower the slowest of these steps.
 */
export function previewRows(
  { parts }: Ready,
  { seed, steps }: Study,
  count: number,
): { rows: Uint32Array; sampled: boolean } {
  const limits = steps
    .slice(0, count)
    .map(({ step }) => known.find(({ name }) => name === step)?.previewRows ?? SAMPLE);
  const limit = Math.min(SAMPLE, ...limits);
  const all = parts.folds[0].train;
  if (all.length <= limit) return { rows: all, sampled: false };
  const shuffled = rng(seed, 'preview').shuffle(Uint32Array.from(all));
  return { rows: shuffled.slice(0, limit).sort(), sampled: true };
}

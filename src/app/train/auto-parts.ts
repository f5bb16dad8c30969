import { STARTS } from '../../search/auto';
import type { Trial } from '../../study/events';

/** What the automatic search spends its trials on, in the order in which they are told. */
export const AUTO_PARTS = ['start', 'random', 'autoTpe', 'autoGaussian', 'autoGenetic'] as const;

/** What a trial of the automatic search came of; null for one by hand or of another strategy. */
export function autoPartOf({ why }: Pick<Trial, 'why'>): (typeof AUTO_PARTS)[number] | null {
  if (!why) return null;
  if (why.code === 'autoRandom') return 'random';
  if (STARTS.some((code) => code === why.code)) return 'start';
  return AUTO_PARTS.find((part) => part === why.code) ?? null;
}

import type { TFunction } from 'i18next';
import { guards } from '../../search/pruners/index';
import type { Pruned } from '../../study/events';
import { formatCount, formatFixed } from '../ui/number';

/** Why a trial was ended early, in a sentence, and what to do about it where that is known. */
export function prunedText({ by, epoch, details }: Pruned, t: TFunction): string {
  const { raise, ...numbers } = details;
  const shown = Object.fromEntries(
    Object.entries(numbers).map(([key, value]) => [
      key,
      Number.isInteger(value) ? formatCount(value) : formatFixed(value, 3),
    ]),
  );
  const reason = t(`pruners.${by}.reason`, { ns: 'rooms', epoch: formatCount(epoch), ...shown });
  if (by === 'didNotLearn' && raise === undefined)
    return `${reason} ${t('pruners.advice.scale', { ns: 'rooms' })}`;
  if (raise === undefined) return reason;
  // Guards say in their reason what the advice follows from.
  const advice = guards.some(({ name }) => name === by) ? 'advice' : 'unlearned';
  return `${reason} ${t(`pruners.${advice}.${raise ? 'raise' : 'lower'}`, { ns: 'rooms' })}`;
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImageCase } from '../../engine/images/api';
import { formatCount, formatRisk } from '../ui/number';

/** A case in words: what it is, what the model said, and how sure it was. */
export function useCaseWords(classes: string[]) {
  const { t } = useTranslation('images');
  return useCallback(
    ({ row, observed, predicted, p }: ImageCase): string =>
      t('cases.words', {
        n: formatCount(row + 1),
        observed: classes[observed],
        predicted: classes[predicted],
        p: formatRisk(p[predicted]),
      }),
    [classes, t],
  );
}

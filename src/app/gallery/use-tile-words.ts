import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryFacts } from '../../engine/images/api';
import { formatCount } from '../ui/number';
import { bitsNow, problemsOf } from './sections';

/** A picture in words: its number, label, patient, size and problems. */
export function useTileWords(facts: GalleryFacts, now: { classes: string[]; label: Int16Array }) {
  const { t } = useTranslation('images');
  return useCallback(
    (row: number): string =>
      [
        t('gallery.picture', { n: formatCount(row + 1) }),
        now.classes[now.label[row]] ?? t('gallery.unlabelled'),
        t('gallery.patient', { n: formatCount(facts.unit[row] + 1) }),
        `${facts.width[row]} × ${facts.height[row]}`,
        ...problemsOf(bitsNow(facts.problems[row], now.label[row]))
          .filter((problem) => problem !== 'noLabel')
          .map((problem) => t(`gallery.problem.${problem}`)),
      ].join(', '),
    [facts, now, t],
  );
}

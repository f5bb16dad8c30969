import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../study/schema';
import { ON, stepParam } from '../../study/steps-in-space';
import { familyKey } from '../ui/family-key';
import { paramEntries, paramLabel, paramValueText } from '../ui/param-label';
import { useErrorParts } from '../ui/use-error-parts';
import type { RowTexts } from './trial-row';

/** The texts of the leaderboard's rows; the same object until the language changes. */
export function useRowTexts(kind: Task['kind'] | undefined): RowTexts {
  const { t } = useTranslation(['train', 'rooms']);
  const partsOf = useErrorParts();
  return useMemo(
    () => ({
      family: (name) => t(familyKey(name, kind), { ns: 'rooms' }),
      // "64 → 32, lr 0.003, batch 32, with CLAHE"
      config: ({ family, params }) =>
        paramEntries(params)
          .map(([key, value]) => {
            const name = paramLabel(t, family, key);
            if (stepParam(key)?.key === ON) return t(value ? 'short.with' : 'short.without', { name });
            return t([`short.${key}`, 'short.any'], { value: paramValueText(t, family, key, value), name });
          })
          .join(', '),
      state: ({ state, points }) => t(`state.${state}`, { epoch: points.at(-1)?.epoch ?? 0 }),
      reason: (error) => {
        const parts = partsOf(error);
        return t('board.reason', { got: parts.got, todo: parts.do });
      },
      showCurve: (number) => t('board.showCurve', { number }),
    }),
    [t, partsOf, kind],
  );
}

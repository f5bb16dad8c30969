import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../study/schema';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { useErrorParts } from '../ui/use-error-parts';
import { valueText } from '../ui/value-text';
import type { RowTexts } from './trial-row';

/** The texts of the leaderboard's rows; the same object until the language changes. */
export function useRowTexts(kind: Task['kind'] | undefined): RowTexts {
  const { t } = useTranslation(['train', 'rooms', 'train-control']);
  const partsOf = useErrorParts();
  const newest = useApp((s) => s.journal.search);
  return useMemo(
    () => ({
      family: (name) => t(familyKey(name, kind), { ns: 'rooms' }),
      // "64 → 32, lr 0.003, batch 32"
      config: ({ family, params }) =>
        Object.entries(params)
          .map(([key, value]) =>
            t([`short.${key}`, 'short.any'], {
              value: valueText(value),
              name: t(`params.${family}.${key}.label`, { ns: 'rooms' }),
            }),
          )
          .join(', '),
      state: ({ state, points }) => t(`state.${state}`, { epoch: points.at(-1)?.epoch ?? 0 }),
      marks: ({ search, why }) => [
        ...(search === newest ? [] : [t('mark.search', { ns: 'train-control', number: search })]),
        ...(why?.code === 'hand' ? [t('mark.hand', { ns: 'train-control' })] : []),
      ],
      reason: (error) => {
        const parts = partsOf(error);
        return t('board.reason', { got: parts.got, todo: parts.do });
      },
      showCurve: (number) => t('board.showCurve', { number }),
    }),
    [t, partsOf, kind, newest],
  );
}

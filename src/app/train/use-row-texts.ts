import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { keepsDirections } from '../../models/keeps-directions';
import { directionsOf } from '../../prep/directed';
import type { Why } from '../../study/events';
import type { ParamValue } from '../../study/params';
import type { EnsembleMember } from '../../study/results/ensemble';
import type { Task } from '../../study/schema';
import type { Config } from '../../study/space';
import { ON, stepParam } from '../../study/steps-in-space';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { formatPercent, formatValue } from '../ui/number';
import { paramEntries, paramLabel, paramValueText } from '../ui/param-label';
import { useErrorParts } from '../ui/use-error-parts';
import { prunedText } from './pruned-text';
import type { RowTexts } from './trial-row';

/** Details of a journal's line as they are read: digits that matter; a count stays a number, its plural hangs on it. */
const readable = (details: Record<string, string | number>) =>
  Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      typeof value === 'number' && key !== 'count' ? formatValue(value) : value,
    ]),
  );

/** What a strategy changed of a parent, as it is read. */
function changeOf({ details }: Why, family: string, t: TFunction): Record<string, string> {
  const { parameter, from, to } = details;
  if (typeof parameter !== 'string') return {};
  const value = (written: string | number) =>
    paramValueText(t, family, parameter, JSON.parse(String(written)) as ParamValue);
  return { parameter: paramLabel(t, family, parameter), from: value(from), to: value(to) };
}

const NOBODY: readonly EnsembleMember[] = [];

/** A line breaks between settings, not between a short name and its value. */
const unbroken = (setting: string): string =>
  setting.length <= 20 ? setting.replaceAll(' ', '\u00a0') : setting;

/** The texts of the leaderboard's rows; the same object until the language changes. */
export function useRowTexts(kind: Task['kind'] | undefined): RowTexts {
  const { t } = useTranslation(['train', 'rooms', 'train-control']);
  const partsOf = useErrorParts();
  const newest = useApp((s) => s.journal.search);
  const wanted = useApp((s) => s.study?.evaluation.ensemble === 'auto');
  const ensemble = useApp((s) => s.journal.ensemble);
  const directed = useApp((s) => s.journal.study !== null && directionsOf(s.journal.study).length > 0);
  const together = wanted && ensemble?.used ? ensemble.members : NOBODY;
  return useMemo(() => {
    const family = (name: string) => t(familyKey(name, kind), { ns: 'rooms' });
    // A row is drawn anew with every epoch and every sort; its settings stay.
    const written = new WeakMap<Config, string>();
    const configText = ({ family: owner, params }: Config) =>
      paramEntries(params)
        .map(([key, value]) => {
          const name = paramLabel(t, owner, key);
          if (stepParam(key)?.key === ON) return t(value ? 'short.with' : 'short.without', { name });
          return t([`short.${key}`, 'short.any'], { value: paramValueText(t, owner, key, value), name });
        })
        .map(unbroken)
        .join(', ');
    return {
      family,
      // "64 → 32, lr 0.003, batch 32, with CLAHE"
      config(config) {
        const text = written.get(config) ?? configText(config);
        written.set(config, text);
        return text;
      },
      state: ({ state, points }) => t(`state.${state}`, { epoch: points.at(-1)?.epoch ?? 0 }),
      marks: ({ trial, search, why, from, config }) => [
        ...(from ? [t('mark.cluster', { ns: 'train-control' })] : []),
        ...(search === newest ? [] : [t('mark.search', { ns: 'train-control', number: search })]),
        ...(directed && keepsDirections(config.family)
          ? [t('mark.directions', { ns: 'train-control' })]
          : []),
        ...(why?.code === 'hand' ? [t('mark.hand', { ns: 'train-control' })] : []),
        ...together
          .filter((member) => member.trial === trial)
          .map(({ weight }) => t('mark.member', { ns: 'train-control', weight: formatPercent(weight) })),
      ],
      reason({ error, pruned }) {
        if (error) {
          const parts = partsOf(error);
          return t('board.reason', { got: parts.got, todo: parts.do });
        }
        return pruned ? prunedText(pruned, t) : null;
      },
      why({ why, config }) {
        if (!why) return null;
        const { code, details } = why;
        const named = typeof details.family === 'string' ? { family: family(details.family) } : {};
        const changed = changeOf(why, config.family, t);
        return (
          t(`why.${code}`, { ns: 'rooms', defaultValue: '', ...readable(details), ...named, ...changed }) ||
          null
        );
      },
      pin: (number) => t('board.pin', { number }),
    };
  }, [t, partsOf, kind, newest, directed, together]);
}

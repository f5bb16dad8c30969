import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../study/events';
import type { ParamValues } from '../../study/params';
import type { Task } from '../../study/schema';
import { type EstimateStyle, formatInterval, formatPoint, isDefined, styleOf } from '../ui/estimate';
import { familyKey } from '../ui/family-key';
import { paramEntries, paramLabel, paramValueText } from '../ui/param-label';

/** A text of any namespace, filled: `report` where the key names none. */
export type Say = (key: string, fill?: Record<string, unknown>) => string;

/** The report's words in its language. */
export interface Words {
  language: string;
  say: Say;
  /** "a, b and c" */
  list(parts: readonly string[]): string;
  /** `AUROC`, or the measure of one class. */
  metric(name: string): string;
  /** `0.912 (0.871–0.953)`; says where there is no interval, or no number at all. */
  estimate(estimate: Estimate | null, style: EstimateStyle): string;
  /** What a family is called where it predicts this kind of outcome. */
  family(name: string, kind: Task['kind']): string;
  /** "Hidden layers 64 → 32; Learning rate 0.003", in the words of whose parameters they are. */
  params(owner: string, params: ParamValues): string;
}

export function wordsOf(say: Say, language: string): Words {
  const or = (key: string, otherwise: string) => say(key, { defaultValue: otherwise });
  return {
    language,
    say,
    list: (parts) => [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(Boolean).join(say('and')),
    metric(name) {
      const at = name.indexOf(':');
      const base = at < 0 ? name : name.slice(0, at);
      const title = or(`evaluate:metric.${base}.name`, or(`metric.${base}`, base));
      return at < 0 ? title : say('ofClass', { metric: title, name: name.slice(at + 1) });
    },
    estimate(estimate, style) {
      if (!estimate || !isDefined(estimate)) return say('notComputable');
      const interval = formatInterval(estimate, style);
      return `${formatPoint(estimate, style)} (${interval ?? say('noInterval')})`;
    },
    family: (name, kind) => say(`rooms:${familyKey(name, kind)}`),
    params: (owner, params) =>
      paramEntries(params)
        .map(([key, of]) => `${paramLabel(say, owner, key)}: ${paramValueText(say, owner, key, of)}`)
        .join('; '),
  };
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('report');
  return wordsOf((key, fill) => t(key, fill ?? {}), i18n.language);
}

/** How a measure is read; those that a style does not name are indices. */
export const styleFor = (metric: string): EstimateStyle => styleOf(metric.split(':')[0]);

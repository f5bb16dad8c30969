import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ErrorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { spaceOf } from '../../study/steps-in-space';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { paramLabel } from '../ui/param-label';
import { Problem } from '../ui/problem';
import { searchProblem } from './search-edits';

/** Everything that stands against a start now: what the checks found, and what the search itself lacks. */
export function useBlockers(study: Study | null): ErrorRecord[] {
  const { t } = useTranslation('rooms');
  const findings = useApp((s) => s.findings);
  if (!study) return [];
  const stops = (findings.value ?? []).flatMap((f) => (f.level === 'stop' && f.error ? [f.error] : []));
  const lacking = searchProblem(study);
  // The engine knows a hyperparameter by its key; a person by its label.
  for (const part of ['parameter', 'parent']) {
    const key = lacking?.details[part];
    if (!lacking || key === undefined) continue;
    const family = Object.entries(spaceOf(study)).find(([, domains]) => key in domains)?.[0] ?? '';
    lacking.details = { ...lacking.details, [part]: paramLabel(t, family, String(key)) };
  }
  // The checks say of the search what it says itself.
  const others = stops.filter(({ code }) => code !== lacking?.code);
  return [...(findings.error ? [findings.error] : []), ...others, ...(lacking ? [lacking] : [])];
}

/** Shown at once, while the settings are edited; warnings do not block. */
export function Blockers({ blockers, withWarnings }: { blockers: ErrorRecord[]; withWarnings: boolean }) {
  const { t } = useTranslation(['train', 'guard']);
  const findings = useApp((s) => s.findings.value);
  const warnings = withWarnings ? (findings ?? []).filter((f) => f.level === 'warn') : [];
  return (
    <>
      {blockers.map((error) => (
        <Problem key={`${error.code} ${JSON.stringify(error.details)}`} error={error} />
      ))}
      {warnings.length > 0 && (
        <Notice tone="warn" title={t('warnings', { count: warnings.length })}>
          <List size="sm" spacing={4}>
            {warnings.map(({ key, params }) => (
              <List.Item key={`${key} ${JSON.stringify(params)}`}>
                {t(`${key}.what`, { ns: 'guard', ...params })}{' '}
                <Text span c="dimmed" size="sm">
                  {t(`${key}.remedy`, { ns: 'guard', ...params })}
                </Text>
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
    </>
  );
}

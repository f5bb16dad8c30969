import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { formatCount, formatFixed } from '../ui/number';
import { whatWasFound } from './found';

/** "920 rows, 13 features, 4 hospitals, 12.7% of cells missing; no identifiers found." */
export function FoundSentence() {
  const { t } = useTranslation('data');
  const study = useApp((s) => s.study);
  const profile = useApp((s) => s.profile);
  if (!study) return null;
  const found = whatWasFound(study, profile);
  const counted = (key: string, count: number | null) =>
    count === null ? [] : [t(`found.${key}`, { count, n: formatCount(count) })];
  const parts = [
    ...counted('rows', found.rows),
    ...counted('patients', found.patients),
    ...counted('features', found.features),
    ...counted('sites', found.sites),
    found.missing > 0
      ? t('found.missing', { percent: formatFixed(100 * found.missing, 1) })
      : t('found.complete'),
  ].join(', ');
  const { identifiers } = found;
  return (
    <span data-testid="found">
      {identifiers.length === 0
        ? t('found.noIdentifiers', { parts })
        : t('found.identifiers', { parts, count: identifiers.length, names: identifiers.join(', ') })}
      {study.data?.kind === 'synthetic' && <strong> {t('found.synthetic')}</strong>}
      {study.data?.kind === 'wdbc' && <span> {t('found.wdbc')}</span>}
    </span>
  );
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorRecord } from '../../study/errors';
import { type ErrorParts, errorParts } from '../i18n/format-error';

/** The four parts of an error's text in the language of the page. */
export function useErrorParts(): (error: ErrorRecord) => ErrorParts {
  const { t } = useTranslation('errors');
  return useCallback((error) => errorParts((key, values) => t(key, values ?? {}), error), [t]);
}

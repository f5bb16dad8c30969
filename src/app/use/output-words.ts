import { useTranslation } from 'react-i18next';
import type { OutputWords } from '../../export/output-csv';

/** The notes of a file of predictions in the language of the page, their places left open. */
export function useOutputWords(): OutputWords {
  const { t } = useTranslation('use');
  const open = { names: '{{names}}', count: '{{count}}', all: '{{all}}' };
  // Without a count the plural cannot be chosen: the file says it in one form for all.
  return {
    needed: t('notes.needed', open),
    unknown: t('notes.unknown', open),
    outside: t('notes.outside', open),
    missing: t('notes.missingInFile', open),
    leftOut: t('notes.leftOut'),
  };
}

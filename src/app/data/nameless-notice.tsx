import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Notice } from '../ui/notice';

/** What the reading calls the columns of a file without names. */
const BY_PLACE = /^column \d+$/;

/** Says that the file had no row of names, so that nobody looks for its first patient in vain. */
export function NamelessNotice() {
  const { t } = useTranslation('data');
  const nameless = useApp((s) => s.study?.columns.every(({ name }) => BY_PLACE.test(name)) ?? false);
  return nameless && <Notice title={t('nameless.title')}>{t('nameless.text')}</Notice>;
}

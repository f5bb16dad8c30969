import { useTranslation } from 'react-i18next';
import type { ImagesRead } from '../../engine/images/api';
import { formatCount } from '../ui/number';

/** "5,856 pictures, 2 classes; train, validation and test folders recognised; nothing skipped." */
export function FoundPicturesSentence({ read }: { read: ImagesRead }) {
  const { t } = useTranslation('images');
  const { folders, given, dicomPatients } = read.found;
  const counted = (key: string, count: number) => t(`found.${key}`, { count, n: formatCount(count) });
  const parts = [
    counted('pictures', read.pictures),
    ...(read.files !== read.pictures ? [counted('files', read.files)] : []),
    ...(folders.length > 1 ? [counted('classes', folders.length)] : []),
    ...(dicomPatients > 0 ? [counted('dicomPatients', dicomPatients)] : []),
  ].join(', ');
  return (
    <span data-testid="found-pictures">
      {t('found.sentence', { parts })} {given && t('found.given')}{' '}
      {read.skipped.length === 0 ? t('found.nothingSkipped') : counted('skippedCount', read.skipped.length)}
    </span>
  );
}

import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import { Problem } from '../ui/problem';
import { GalleryPanel } from './gallery-panel';
import { PicturesAgain } from './pictures-again';
import { useGallery } from './use-gallery';

/** All pictures of the study, problems first. */
export function Gallery({ study }: { study: Study }) {
  const { t } = useTranslation('images');
  const { facts, error } = useGallery(study);
  if (error?.code === 'images.again') return <PicturesAgain study={study} />;
  if (error && !facts) return <Problem error={error} />;
  if (!facts) return <Skeleton height={480} aria-label={t('gallery.loading')} />;
  return <GalleryPanel study={study} facts={facts} />;
}

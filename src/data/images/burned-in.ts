import type { DecodedPicture } from './decoder';
export const burnedInText = (_p: Pick<DecodedPicture, 'pixels' | 'width' | 'height' | 'channels'>): boolean =>
  false;

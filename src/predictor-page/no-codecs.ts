import { BenchsideError } from '../study/errors';

/** In place of `data/images/dicom/native-codecs.ts`: a predictor page has no codecs. Throws `image.transferSyntax`. */
export function decodeFrame(codec: string): never {
  throw new BenchsideError('image.transferSyntax', { name: codec });
}

/** In place of `data/images/dicom/native-codecs.ts`: a page has no codecs. Of this its reader makes `image.transferSyntax`. */
export function decodeFrame(): never {
  throw new Error('unsupported: a predictor page has no codecs');
}

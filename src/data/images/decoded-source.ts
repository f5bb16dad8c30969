import type { DecodedFile, DecodedPicture } from './decoder';
import type { Picture, PictureInfo, PictureSource } from './picture';
import { placedInVolumes } from './volumes';

/** The facts of a file's pictures, without their pixels. */
export const factsOf = ({ pictures, volume }: DecodedFile) => ({
  pictures: pictures.map(({ pixels: _, ...info }): PictureInfo => info),
  ...(volume !== undefined && { volume }),
});

export const pictureOf = ({ pixels, width, height, channels, unit, range }: DecodedPicture): Picture => ({
  width,
  height,
  channels,
  unit,
  range,
  v: Float32Array.from(pixels),
});

/**
 * Pictures just decoded as a source, file by file: for predicting, never stored. `infos`: what is known of each, where
 * its volume is spread over more files than these; without it they are placed among each other, as a study's are.
 */
export function decodedSource(
  files: readonly DecodedFile[],
  infos: readonly PictureInfo[] = placedInVolumes(files.map(factsOf)),
): PictureSource {
  const pictures = files.flatMap((file) => file.pictures);
  return {
    n: pictures.length,
    info: (row) => infos[row],
    read: (row) => pictureOf(pictures[row]),
  };
}

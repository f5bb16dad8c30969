/** What the numbers of a picture are: Hounsfield units, other calibrated or raw intensities, or colour. */
export type PixelUnit = 'hu' | 'intensity' | 'colour';

/** One picture in work: numbers row by row from the top left, channels last. */
export interface Picture {
  width: number;
  height: number;
  channels: number;
  /** [height, width, channels]. */
  v: Float32Array;
  unit: PixelUnit;
  /** What the numbers could be: 0 and 255 for 8 bits, -1024 and 3071 for a CT, 0 and 1 once scaled. */
  range: readonly [number, number];
}

/** What is known of a picture without its pixels; kept in storage, so nothing in it names a person or a file. */
export interface PictureInfo {
  width: number;
  height: number;
  channels: number;
  unit: PixelUnit;
  range: readonly [number, number];
  /** Pictures of one volume or multi-frame file share a number; absent for a picture alone. */
  volume?: number;
  /** Place in its volume, from 0. */
  slice?: number;
  /** How many slices its volume has. */
  slices?: number;
  /** Too large to be held: it is read by regions. */
  tiled?: true;
  /** Width of a pixel and height of a pixel in mm, where the file says so. */
  spacing?: readonly [number, number];
}

/** Pixels as a decoder gives them: the narrowest type that holds them exactly. */
export type Pixels = Uint8Array | Uint16Array | Int16Array | Float32Array;

/** Pictures of a study by row. Reading is synchronous: it runs in a worker over a file that is open there. */
export interface PictureSource {
  readonly n: number;
  info(row: number): PictureInfo;
  /** A copy that the caller may change. */
  read(row: number): Picture;
  /** A part of a `tiled` picture, made smaller by `scale` (at most 1). */
  region?(row: number, x: number, y: number, width: number, height: number, scale: number): Picture;
}

export const emptyPicture = (
  like: Pick<Picture, 'unit' | 'range'>,
  width: number,
  height: number,
  channels: number,
): Picture => ({
  width,
  height,
  channels,
  unit: like.unit,
  range: like.range,
  v: new Float32Array(width * height * channels),
});

import type { Picture } from '../../data/images/picture';
import { BenchsideError } from '../../study/errors';

/** Size of a picture in pixels, and its channels. */
export type Shape = Pick<Picture, 'width' | 'height' | 'channels'>;

const words = ({ width, height, channels }: Shape) => `${width} × ${height} × ${channels}`;

/** Throws `prep.sizesDiffer` where a picture is not of the shape that the others have. */
export function expectShape(wanted: Shape, got: Shape): void {
  if (wanted.width !== got.width || wanted.height !== got.height || wanted.channels !== got.channels)
    throw new BenchsideError('prep.sizesDiffer', { wanted: words(wanted), got: words(got) });
}

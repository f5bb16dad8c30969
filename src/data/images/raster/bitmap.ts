import { BenchsideError } from '../../../study/errors';
import { realBlob } from '../held-blob';

/** RGBA, row by row from the top left. */
export interface Bitmap {
  width: number;
  height: number;
  data: Uint8Array<ArrayBuffer>;
}

/**
 * RGBA as the browser's own decoder gives it: no colour profile applied, turned upright as the camera noted it.
 * Browsers decode faster than any script, in code that is looked after. Throws `image.damaged`.
 */
export async function rgbaOf(file: Blob): Promise<Bitmap> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(realBlob(file), {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
      imageOrientation: 'from-image',
    });
  } catch {
    throw new BenchsideError('image.damaged');
  }
  try {
    const { width, height } = bitmap;
    // Kept in memory: pixels that went to a GPU and back cost a stall each.
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new BenchsideError('train.memory');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, data: new Uint8Array(data.buffer as ArrayBuffer) };
  } finally {
    bitmap.close();
  }
}

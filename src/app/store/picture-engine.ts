import type { DecodedFile } from '../../data/images/decoder';
import type { ImageApi, ImagesRead, ListedFile, SkippedFile } from '../../engine/images/api';
import type { CallOptions } from '../../engine/worker-client';
import { theEngine } from './engine';
import type { PathFile } from './path-file';

/** What the engine does with pictures. */
export interface PictureEngine {
  call<K extends keyof ImageApi>(
    name: K,
    body: ImageApi[K][0],
    options?: CallOptions,
  ): Promise<ImageApi[K][1]>;
  readImages(files: PathFile[], how: { axis: 0 | 1 | 2 }, options?: CallOptions): Promise<ImagesRead>;
  listFiles(files: File[], options?: CallOptions): Promise<ListedFile[]>;
  decodeFiles(
    files: PathFile[],
    how: { axis: 0 | 1 | 2 },
    options?: CallOptions,
  ): Promise<{ files: { name: string; decoded: DecodedFile }[]; skipped: SkippedFile[] }>;
}

export const pictureEngine = (): PictureEngine => theEngine() as unknown as PictureEngine;

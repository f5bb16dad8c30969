import type { PictureSource } from '../../data/images/picture';
import type { Pictures } from '../prepare';
import type { Thumbs } from './api';
import { FeatureStore } from './feature-store';
import { openPictureStore, type PictureSet, type StoredPicture } from './picture-store';

/** What was found about a study's pictures when they were read: rows only, no file's name. */
export interface PictureFindings {
  /** Rows that show exactly the same picture, a list a group. */
  exact: number[][];
  /** Rows that show nearly the same, exact copies among them. */
  near: number[][];
  /** Rows by notice (`burnedIn` …). */
  notices: Record<string, number[]>;
}

/** What is stored of a study's pictures beside their pixels. */
export interface PictureRecord {
  index: readonly StoredPicture[];
  findings: PictureFindings;
}

/** The pictures of the open study. */
export interface HeldPictures {
  source: PictureSource;
  record: PictureRecord;
  thumbs(rows: readonly number[]): Thumbs;
  close(): void;
}

export const holdPictures = (set: PictureSet, findings: PictureFindings): HeldPictures => ({
  source: set,
  record: { index: set.index, findings },
  thumbs: (rows) => set.thumbs(rows),
  close: () => set.close(),
});

/** The pictures of a stored study; null where their files are gone: the study asks for them again. */
export async function openHeld(
  study: string,
  { index, findings }: PictureRecord,
): Promise<HeldPictures | null> {
  const set = await (await openPictureStore()).open(study, index);
  return set && holdPictures(set, findings);
}

export async function forgetHeld(study: string): Promise<void> {
  await (await openPictureStore()).forget(study);
  await FeatureStore.forget(study);
}

export const picturesOf = (held: HeldPictures | null): Pictures | null =>
  held && { source: held.source, alike: held.record.findings.near };

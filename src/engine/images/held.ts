import type { PictureSource } from '../../data/images/picture';
import type { Pictures } from '../prepare';
import type { Thumbs } from './api';
import { FeatureStore } from './feature-store';
import { openPictureStore, type PictureSet, type StoredPicture } from './picture-store';

/** What was found about a study's pictures when they were read: rows only, no file's name. */
export interface PictureFindings {
  /** Rows that show exactly the same picture, a list a group. */
  exact: number[][];
  /** Groups with at least one that is nearly the same; exact copies of its members stand with them. */
  near: number[][];
  /** Rows by notice (`burnedIn` …). */
  notices: Record<string, number[]>;
}

/** Every group of rows that are alike, exactly or nearly; no row is in two. */
export function alikeIn({ exact, near }: PictureFindings): number[][] {
  const known = new Set(near.flat());
  return [...near, ...exact.filter(([first]) => !known.has(first))];
}

/** What is stored of a study's pictures beside their pixels. */
export interface PictureRecord {
  /** Name of the set in the picture store. */
  set: string;
  index: readonly StoredPicture[];
  findings: PictureFindings;
  /** SHA-256 of the files' sums in the order of their rows; absent where an earlier version has read them. */
  order?: string;
}

/** The pictures of the open study. */
export interface HeldPictures {
  source: PictureSource;
  record: PictureRecord;
  thumbs(rows: readonly number[]): Thumbs;
  close(): void;
}

export const holdPictures = (
  set: PictureSet,
  { findings, order }: Pick<PictureRecord, 'findings' | 'order'>,
): HeldPictures => ({
  source: set,
  record: { set: set.id, index: set.index, findings, ...(order && { order }) },
  thumbs: (rows) => set.thumbs(rows),
  close: () => set.close(),
});

/** The pictures of a stored study; null where their files are gone: the study asks for them again. */
export async function openHeld({ set: id, index, ...found }: PictureRecord): Promise<HeldPictures | null> {
  const set = await (await openPictureStore()).open(id, index);
  return set && holdPictures(set, found);
}

/** Pixels and features of a study that is deleted. */
export async function forgetHeld(study: string, record: PictureRecord | null): Promise<void> {
  if (record) await (await openPictureStore()).forget(record.set);
  await FeatureStore.forget(study);
}

export const picturesOf = (held: HeldPictures | null): Pictures | null =>
  held && {
    source: held.source,
    alike: alikeIn(held.record.findings),
    copies: held.record.findings.exact.reduce((sum, group) => sum + group.length - 1, 0),
    ...(held.record.order && { order: held.record.order }),
  };

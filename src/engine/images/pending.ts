import { type Alike, findAlike, hashOf, type PictureHash } from '../../data/images/alike';
import { pictureOf } from '../../data/images/decoded-source';
import type { DecodedFile } from '../../data/images/decoder';
import { findInPaths } from '../../data/images/labels/find-in-paths';
import type { LabelledFile } from '../../data/images/labels/label-pictures';
import type { PictureInfo } from '../../data/images/picture';
import { placedInVolumes } from '../../data/images/volumes';
import { orderedSumOf, sumOf } from '../../data/sha256';
import type { FileFacts, ImagesRead, LargePicture, SkippedFile } from './api';
import type { PictureFindings } from './held';
import type { PictureSet, PictureStore } from './picture-store';

/** A file whose pixels are stored: everything else that is needed to make rows of its pictures. */
interface TakenFile {
  facts: FileFacts;
  patient?: string;
  volume?: string;
  tags?: Record<string, string>;
  notices: string[];
  /** Of each picture: its place in the set, its facts, and what finds its copies. */
  pictures: { at: number; info: PictureInfo; hash: PictureHash }[];
}

/** Pictures on their way into a study: their pixels lie in storage, file names and raw patient keys only here. */
export class PendingImages {
  private files: TakenFile[] = [];

  private constructor(readonly set: PictureSet) {}

  static async begin(store: PictureStore): Promise<PendingImages> {
    return new PendingImages(await store.create(`set-${crypto.randomUUID()}`));
  }

  take(facts: FileFacts, { pictures, patient, volume, tags, notices = [] }: DecodedFile): void {
    const taken = pictures.map((decoded) => {
      const { pixels, ...info } = decoded;
      return { at: this.set.append(info, pixels), info, hash: hashOf(pictureOf(decoded)) };
    });
    this.files.push({ facts, patient, volume, tags, notices, pictures: taken });
  }

  /** A large picture begins; answers its place in the set. */
  takeLarge({ facts, info, overview }: LargePicture): number {
    const { pixels, ...small } = overview;
    const at = this.set.reserve(info, { info: small, pixels });
    this.files.push({ facts, notices: [], pictures: [{ at, info, hash: hashOf(pictureOf(overview)) }] });
    return at;
  }

  end(skipped: SkippedFile[]): ImagesRead {
    // Decoders finish in any order: by path, the same drop is the same study.
    this.files.sort((a, b) => (a.facts.path < b.facts.path ? -1 : 1));
    this.set.flush();
    const notices: Record<string, number> = {};
    for (const file of this.files)
      for (const notice of file.notices) notices[notice] = (notices[notice] ?? 0) + 1;
    const patients = new Set(this.files.flatMap(({ patient }) => (patient === undefined ? [] : [patient])));
    const found = findInPaths(
      this.labelled(),
      skipped.map(({ path }) => path),
    );
    return {
      files: this.files.length,
      pictures: this.set.n,
      skipped,
      notices,
      found: { ...found, dicomPatients: patients.size },
    };
  }

  /** Files in the order of their rows. */
  labelled(): LabelledFile[] {
    return this.files.map(({ facts, pictures, patient, tags }) => ({
      path: facts.path,
      pictures: pictures.length,
      ...(patient !== undefined && { patient }),
      ...(tags && { tags }),
    }));
  }

  sha256(): Promise<string> {
    return sumOf(this.sums());
  }

  /** As `sha256`, and that the files stand in this order. */
  order(): Promise<string> {
    return orderedSumOf(this.sums());
  }

  private sums(): string[] {
    return this.files.map(({ facts }) => facts.sha256);
  }

  /** Facts of all pictures by row, placed in their volumes. */
  infos(): PictureInfo[] {
    return placedInVolumes(
      this.files.map(({ pictures, volume }) => ({ pictures: pictures.map(({ info }) => info), volume })),
    );
  }

  /** Rows take the order of the files; what was found about them goes with them. */
  settle(): PictureFindings {
    const pictures = this.files.flatMap((file) => file.pictures);
    this.set.arrange(
      pictures.map(({ at }) => at),
      this.infos(),
    );
    const { exact, near }: Alike = findAlike(pictures.map(({ hash }) => hash));
    const noticed = this.files.flatMap((file) => file.pictures.map(() => file.notices));
    const notices = Object.fromEntries(
      [...new Set(noticed.flat())].map((notice) => [
        notice,
        [...noticed.keys()].filter((row) => noticed[row].includes(notice)),
      ]),
    );
    return { exact, near, notices };
  }
}

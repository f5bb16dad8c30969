import type { Table } from '../../data/dataset';
import type { DecodedFile, DecodedPicture } from '../../data/images/decoder';
import type { ListedFile, Listing, SkippedFile } from '../../data/images/listing/listed';
import type { PictureInfo } from '../../data/images/picture';
import type { ColumnProfile } from '../../data/profile-types';
import type { Predictions } from '../../export/predictor';
import type { ErrorRecord } from '../../study/errors';
import type { ImagesPlan, Study } from '../../study/schema';
import type { ProposeOptions } from '../propose-options';

export type { ListedFile, SkippedFile };

/** A file on its way into a study. `path`: with its folders, as dropped or in the zip; never stored. */
export interface FileFacts {
  path: string;
  sha256: string;
}

/** What reading a drop of pictures found. */
export interface ImagesRead {
  files: number;
  pictures: number;
  skipped: SkippedFile[];
  /** How many files carry each notice (`burnedIn` …). */
  notices: Record<string, number>;
  /** What the paths offer, as proposals that the screen shows. */
  found: {
    /** Folder names that could be classes, with pictures in each; empty where there is one folder. */
    folders: { name: string; pictures: number }[];
    /** train, val, test folders stand above the classes. */
    given: boolean;
    /** A regular expression with one group that finds the patient in a file name, or null. */
    patientPattern: string | null;
    /** Patients come from DICOM tags. */
    dicomPatients: number;
    /** A few file names, for the pattern's live try-out; kept by the page only. */
    examples: string[];
  };
}

/** A small picture for the gallery: [size, size, 4] RGBA, letter-boxed, window and level as a viewer would. */
export interface Thumbs {
  size: number;
  rgba: Uint8ClampedArray;
}

/** All pictures of the study by row, in typed arrays: 10,000 are one message. */
export interface GalleryFacts {
  n: number;
  classes: string[];
  /** Class of each row, -1 where none. */
  label: Int16Array;
  /** Patient of each row; the row's own number where none is set. */
  unit: Int32Array;
  /** 0 left out, 1 train (first fold), 2 valid, 3 test; null where parts cannot be made yet. */
  part: Uint8Array | null;
  width: Uint32Array;
  height: Uint32Array;
  channels: Uint8Array;
  /** Bits: 1 exact copy of another, 2 nearly alike, 4 alike under another label, 8 burned-in text suspected, 16 no label. */
  problems: Uint8Array;
  /** Rows that are alike, a list a group. */
  alike: number[][];
}

/** One picture as a screen draws it. */
export interface Drawn {
  width: number;
  height: number;
  /** [height, width, 4]. */
  rgba: Uint8ClampedArray;
  /** 64 equal bins of all numbers between `low` and `high`. */
  histogram: number[];
  low: number;
  high: number;
  unit: PictureInfo['unit'];
  /** Size in pixels and channels before it was made smaller for the screen. */
  full: { width: number; height: number; channels: number };
}

/** Before and after of one image step on chosen rows. */
export interface ImagePreview {
  rows: { row: number; before: Drawn; after: Drawn[] }[];
  /** What the step learned, as a picture (mean image, reference), or null. */
  learned: Drawn | null;
  /** What the pipeline gives the model in the end: [height, width, channels], or null where sizes differ. */
  shape: [number, number, number] | null;
  /** Keys of `images.misuse.*` with the step's own. */
  misuse: string[];
  error: ErrorRecord | null;
}

/** A heat map over a picture: Grad-CAM, occlusion where there is no convolution, or the predictions of its patches. */
export interface Saliency {
  method: 'gradCam' | 'occlusion' | 'patches';
  /** The picture as the doctor knows it (first step's input), for the screen. */
  picture: Drawn;
  /** [height, width] of `picture`, 0 to 1. */
  heat: Float32Array;
  /** Class that is explained, and its probability by the final model. */
  unit: number;
  probabilities: number[];
}

/** A test picture with its prediction. */
export interface ImageCase {
  row: number;
  observed: number;
  predicted: number;
  /** Probability of each class. */
  p: number[];
  kind: 'wrong' | 'unsure' | 'right';
  /** Other rows of the same patient. */
  others: number[];
}

/** Requests about pictures, part of the engine worker's. */
export interface ImageApi {
  /** A new set of pictures begins; what was not adopted is dropped. */
  imagesBegin: [null, null];
  /** Files decoded, in any order: their pixels go to storage. */
  imagesTake: [{ files: { facts: FileFacts; decoded: DecodedFile }[] }, null];
  /** A large picture begins: its bands follow. Answers its place. */
  imagesLarge: [{ large: LargePicture }, number];
  imagesBand: [{ place: number; y: number; pixels: Uint8Array | Uint16Array }, null];
  /** All files were given: what was found. */
  imagesEnd: [{ skipped: SkippedFile[] }, ImagesRead];
  /** The synthetic phantoms as a set, as if they had been dropped. */
  imagesSample: [{ seed: number }, ImagesRead];
  /** The set becomes a study. `plan` null: as proposed. `table`: a CSV that names files in one column. */
  adoptImages: [
    {
      study: Study | null;
      options: ProposeOptions;
      plan: Partial<Pick<ImagesPlan, 'labels' | 'patients' | 'axis'>> | null;
      table?: Table;
    },
    { study: Study; profile: ColumnProfile[] },
  ];
  gallery: [{ study: Study }, GalleryFacts];
  thumbs: [{ rows: number[] }, Thumbs];
  /** One picture for a large view; `window` null: as stored, else [level, width]. */
  drawPicture: [{ row: number; window: [number, number] | null; longest: number }, Drawn];
  imagePreview: [{ study: Study; stepId: string; rows: number[] }, ImagePreview];
  saliency: [{ row: number; unit: number | null }, Saliency];
  /**
   * Cases of the opened test set: wrong, most unsure and right ones, `limit` of each; wrong and right ones surest first,
   * or last.
   */
  imageCases: [{ limit: number; surest: boolean }, ImageCase[]];
  /** Predicts decoded pictures with the loaded model; the first of them drawn, each with its heat map. */
  predictPictures: [
    { files: { name: string; decoded: DecodedFile }[]; table?: Record<string, string>[] },
    { predictions: Predictions; pictures: Drawn[]; heats: (Float32Array | null)[] },
  ];
}

/** What the page asks a decoder worker. */
export interface DecoderApi {
  /** What stands in these files and zips; nothing is unpacked. What cannot be taken is among `skipped`. */
  list: [{ files: { file: Blob; path: string }[] }, Listing];
  /**
   * Decodes one after another. Progress names the file before it is touched (`done`: its place in `items`), so that
   * one that hangs or kills the worker is known.
   */
  decode: [{ items: ListedFile[]; axis: 0 | 1 | 2 }, { files: (DecodedItem | SkippedFile)[] }];
  /** The bytes of a listed file. Throws `image.zip*`. */
  extract: [{ item: ListedFile }, Blob];
  /** Opens a tiled picture too large to be held; the worker keeps it open. Throws `image.*`. */
  openLarge: [{ item: ListedFile }, LargePicture];
  /** Rows `y` to `y + height` of the picture that is open, [height, width, channels]. */
  readBand: [{ y: number; height: number }, Uint8Array | Uint16Array];
}

/** A picture that is handed over in bands of rows. */
export interface LargePicture {
  facts: FileFacts;
  info: PictureInfo;
  /** The whole made small: for its thumbnail and to find its copies. */
  overview: DecodedPicture;
  /** Rows of a band. */
  band: number;
}
export interface DecodedItem {
  facts: FileFacts;
  decoded: DecodedFile;
}

import type { PathFile } from '../../engine/images/read-images';

const TABLE = /\.(csv|tsv|txt|xlsx|arff|data)$/i;
/** What a search on a cluster has found. */
const RESULTS = /\.jsonl$/i;
const PICTURE = /\.(png|jpe?g|jfif|tiff?|bmp|webp|gif|dcm|dicom|ima|nii|nii\.gz)$/i;
/** DICOM from a scanner's disc often has no ending at all; a folder's own notes begin with a point. */
const BARE = /(^|\/)[^./][^./]*$/;
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|DICOMDIR$)/;

/** What a set of names is, by their endings alone; what a file really is, its first bytes say when it is read. */
export interface Sorted {
  tables: PathFile[];
  /** Pictures, and whatever might be one. */
  pictures: PathFile[];
  zips: PathFile[];
  results: PathFile[];
}

export function sortDrop(files: PathFile[]): Sorted {
  const sorted: Sorted = { tables: [], pictures: [], zips: [], results: [] };
  const several = files.length > 1;
  for (const one of files) {
    if (HIDDEN.test(one.path)) continue;
    if (TABLE.test(one.path)) sorted.tables.push(one);
    else if (/\.zip$/i.test(one.path)) sorted.zips.push(one);
    else if (RESULTS.test(one.path)) sorted.results.push(one);
    else if (several || isPicture(one.path)) sorted.pictures.push(one);
    else sorted.tables.push(one);
  }
  return sorted;
}

export const isPicture = (path: string): boolean => PICTURE.test(path) || BARE.test(path);

/** What a zip is, by the names in it: a model's bundle has a manifest, one with pictures is a set of them. */
export function kindOfZip(paths: string[]): 'model' | 'pictures' | 'table' {
  const names = paths.filter((path) => !HIDDEN.test(path) && !path.endsWith('/'));
  if (names.includes('manifest.json')) return 'model';
  return names.some((path) => PICTURE.test(path)) ||
    (names.length > 1 && names.every((path) => BARE.test(path)))
    ? 'pictures'
    : 'table';
}

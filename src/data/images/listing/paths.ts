/** Folders and files that computers add by themselves: passed over in silence. */
const CLUTTER =
  /(^|\/)(__MACOSX|\.git|@eaDir|\.Spotlight-V100|\.Trashes)(\/|$)|(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini|ehthumbs\.db)$/i;

export const isClutter = (path: string): boolean => CLUTTER.test(path);

/** A path that leaves its zip, or could on another system: absolute, with a drive, a backslash, `..` or a NUL. */
export function isTrick(path: string): boolean {
  if (/^\/|\\|\0|^[a-z]:/i.test(path)) return true;
  return path.split('/').includes('..');
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** In lower case without the dot; `nii.gz` as one. */
export function extensionOf(path: string): string {
  const name = nameOf(path).toLowerCase();
  if (name.endsWith('.nii.gz')) return 'nii.gz';
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1) : '';
}

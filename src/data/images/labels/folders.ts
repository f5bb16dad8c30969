/** Parts that came with a set, by the usual names of their folders. */
const PARTS: Record<string, Part> = {
  train: 'train',
  training: 'train',
  val: 'valid',
  valid: 'valid',
  validation: 'valid',
  dev: 'valid',
  test: 'test',
  testing: 'test',
};
export type Part = 'train' | 'valid' | 'test';

/** What the folders of a drop are: levels counted from the top, above it whatever all pictures share. */
export interface Folders {
  /** Level whose names are classes, and the one whose names are parts; null where there is none. */
  classes: number | null;
  parts: number | null;
  /** Folders that all pictures share, left out of the count. */
  shared: number;
}

const DEEPEST = 8;
/** More classes than this are rather patients or series. */
const MOST_CLASSES = 100;
/** Numbered folders (P001, P002 …), more than so many of them, are patients. */
const MOST_NUMBERED = 10;

export const foldersOf = (path: string): string[] => path.split('/').slice(0, -1);

const partOf = (name: string | undefined): Part | null =>
  name !== undefined && Object.hasOwn(PARTS, name.toLowerCase()) ? PARTS[name.toLowerCase()] : null;

/** Names at a level with the number of pictures below each. */
function namesAt(all: readonly string[][], level: number): Map<string, number> {
  const names = new Map<string, number>();
  for (const folders of all)
    if (level < folders.length) names.set(folders[level], (names.get(folders[level]) ?? 0) + 1);
  return names;
}

function couldBeClasses(names: Map<string, number>, pictures: number): boolean {
  const covered = [...names.values()].reduce((sum, n) => sum + n, 0);
  if (names.size < 2 || names.size > MOST_CLASSES || covered * 2 < pictures) return false;
  const forms = new Set([...names.keys()].map((name) => name.replace(/\d+/g, '#')));
  return !(names.size > MOST_NUMBERED && forms.size === 1 && [...forms][0].includes('#'));
}

/**
 * Finds the level of folders whose names are classes: of those whose names vary, the one with the fewest, the upper
 * of two alike. A level of nothing but train, val, test and their like is the parts that came with the set.
 */
export function findFolders(paths: readonly string[]): Folders {
  const whole = paths.map(foldersOf);
  let shared = 0;
  const sharesOneMore = () => {
    const first = whole[0]?.[shared];
    return first !== undefined && whole.every((folders) => folders[shared] === first);
  };
  while (sharesOneMore()) shared++;
  const all = whole.map((folders) => folders.slice(shared));
  const deepest = Math.min(
    DEEPEST,
    all.reduce((most, folders) => Math.max(most, folders.length), 0),
  );
  const found: Folders = { classes: null, parts: null, shared };
  let fewest = Number.POSITIVE_INFINITY;
  for (let level = 0; level < deepest; level++) {
    const names = namesAt(all, level);
    const parts = new Set([...names.keys()].map(partOf));
    if (found.parts === null && parts.size > 1 && !parts.has(null)) found.parts = level;
    else if (names.size < fewest && couldBeClasses(names, paths.length)) {
      fewest = names.size;
      found.classes = level;
    }
  }
  return found;
}

/** Name of the class folder of a path, or null. */
export const classIn = (path: string, { classes, shared }: Folders): string | null =>
  classes === null ? null : (foldersOf(path)[shared + classes] ?? null);

export const partIn = (path: string, { parts, shared }: Folders): Part | null =>
  parts === null ? null : partOf(foldersOf(path)[shared + parts]);

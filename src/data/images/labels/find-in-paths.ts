import { nameOf } from '../listing/paths';
import { classIn, findFolders, foldersOf } from './folders';
import { proposePatientPattern } from './patient-pattern';

/** What the paths of a drop offer. */
export interface FoundInPaths {
  /** Folder names that could be classes, with pictures in each; empty where there is one folder. */
  folders: { name: string; pictures: number }[];
  /** train, val, test folders stand above the classes. */
  given: boolean;
  /** A regular expression of one group that finds the patient, or null. */
  patientPattern: string | null;
  /** A few file names, for the pattern's live try-out. */
  examples: string[];
}

const EXAMPLES = 8;

/**
 * Proposals by the paths alone. `skipped`: paths of files and folders that were left out, so that a class with
 * nothing to read in it is shown with 0 pictures.
 */
export function findInPaths(
  files: readonly { path: string; pictures: number }[],
  skipped: readonly string[] = [],
): FoundInPaths {
  const paths = files.map(({ path }) => path);
  const folders = findFolders(paths.length > 0 ? paths : skipped);
  const counts = new Map<string, number>();
  const labels = files.map(({ path, pictures }) => {
    const name = classIn(path, folders);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + pictures);
    return name;
  });
  if (folders.classes !== null) for (const path of skipped) addEmpty(path);
  function addEmpty(path: string) {
    const level = foldersOf(path);
    const above = foldersOf(paths[0] ?? path).slice(0, folders.shared);
    const name = classIn(path, folders);
    if (name !== null && above.every((folder, i) => level[i] === folder) && !counts.has(name))
      counts.set(name, 0);
  }
  const step = Math.max(1, Math.floor(paths.length / EXAMPLES));
  return {
    folders: [...counts]
      .map(([name, pictures]) => ({ name, pictures }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    given: folders.parts !== null,
    patientPattern: proposePatientPattern(paths, labels),
    examples: paths
      .filter((_, i) => i % step === 0)
      .slice(0, EXAMPLES)
      .map(nameOf),
  };
}

import { patternFinder } from './pattern';

/** How archives write patients into file names, the surest first. */
const PATTERNS = [
  // NLM's malaria set: C100P61ThinF_IMG_20150918_..., C51AP12thinF_..., C216ThinF_..., C39P4N_ThinF_...
  '(C\\d+(?:[AB]?P\\d+)?)(?:N|Re)?_?[Tt]hin',
  '(C\\d+P\\d+)',
  '(TCGA-[0-9A-Z]{2}-[0-9A-Z]{4})',
  // BIDS
  'sub-([0-9A-Za-z]+)',
  '(?:[Pp]atient|PATIENT|[Ss]ubject|SUBJECT|[Cc]ase|CASE|[Pp]at|PAT|[Pp]id|PID)[-_ ]?(\\d+)',
  '^([A-Za-z]{1,4}[-_]?\\d{2,})[-_ ]',
  // NIH ChestX-ray14: 00000766_006
  '^(\\d{3,})[-_ ]',
  // Folders that bear a patient's name
  '(?:^|/)((?:[Pp]atient|[Ss]ubject|[Cc]ase|P|S|sub)[-_ ]?\\d+)/',
];

const MOST_UNFOUND = 0.05;
/** Fewer groups than this tell nobody apart. */
const FEWEST = 3;
/** Where fewer pictures than this share a group with another, it is a number of the picture. */
const LEAST_SHARED = 0.1;

/**
 * A pattern that seems to find the patient in the paths, or null: it finds something in nearly all of them, what it
 * finds repeats, and it does not stand for the label (as many groups as classes, each in one class).
 */
export function proposePatientPattern(
  paths: readonly string[],
  labels: readonly (string | null)[],
): string | null {
  return PATTERNS.find((pattern) => seemsPatient(paths.map(patternFinder(pattern)), labels)) ?? null;
}

function seemsPatient(found: readonly (string | null)[], labels: readonly (string | null)[]): boolean {
  const groups = new Map<string, number>();
  for (const one of found) if (one !== null) groups.set(one, (groups.get(one) ?? 0) + 1);
  const unfound = found.filter((one) => one === null).length;
  if (found.length === 0 || unfound > MOST_UNFOUND * found.length || groups.size < FEWEST) return false;
  const shared = [...groups.values()].reduce((sum, n) => sum + (n > 1 ? n : 0), 0);
  if (shared < LEAST_SHARED * found.length) return false;
  const classes = new Set(labels.filter((label) => label !== null));
  return groups.size > classes.size;
}

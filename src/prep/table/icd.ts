/** Codes of the International Classification of Diseases and their chapters. */

export type IcdVersion = 'icd9' | 'icd10';

/** ICD-9-CM: first and last category of each chapter of numbered codes. */
const NINE: readonly [number, number][] = [
  [1, 139],
  [140, 239],
  [240, 279],
  [280, 289],
  [290, 319],
  [320, 389],
  [390, 459],
  [460, 519],
  [520, 579],
  [580, 629],
  [630, 679],
  [680, 709],
  [710, 739],
  [740, 759],
  [760, 779],
  [780, 799],
  [800, 999],
];
const V_CODES = 'V01–V91';
const E_CODES = 'E000–E999';

/** ICD-10 (WHO, 2019) in the order of its chapters; a range is as wide as ICD-10 or ICD-10-CM has it. */
const TEN = [
  'A00–B99',
  'C00–D49',
  'D50–D89',
  'E00–E90',
  'F00–F99',
  'G00–G99',
  'H00–H59',
  'H60–H95',
  'I00–I99',
  'J00–J99',
  'K00–K95',
  'L00–L99',
  'M00–M99',
  'N00–N99',
  'O00–O99',
  'P00–P96',
  'Q00–Q99',
  'R00–R99',
  'S00–T98',
  'V00–Y99',
  'Z00–Z99',
  'U00–U99',
];

const padded = (category: number): string => String(category).padStart(3, '0');
const nameOf = ([from, to]: readonly [number, number]): string => `${padded(from)}–${padded(to)}`;

/** What is no code. */
export const NO_CHAPTER = 'no chapter';

/** All names of chapters, in the order of the classifications. */
export const CHAPTERS: readonly string[] = [...NINE.map(nameOf), E_CODES, V_CODES, ...TEN, NO_CHAPTER];

const NUMBERED = /^(?:\d{1,3}(?:\.\d{0,2})?|\d{4,5})$/;
const V_OR_E = /^(?:V\d{2}(?:\.?\d{0,2})|E\d{3}(?:\.?\d?))$/;
// The third character is a letter in a few ICD-10-CM categories, such as C7A or Z3A.
const LETTERED = /^[A-Z]\d[0-9AB](?:\.[0-9A-Z]{0,4}|[0-9X][0-9A-Z]{0,3})?$/;

/** Without blanks, small letters, and the dagger and asterisk of ICD-10. */
const tidy = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/[+*†]$/, '');

/**
 * Which version's form a code has: null where it has none, 'either' for E and V codes that are codes of both, such
 * as V15 or E8788.
 */
function formOf(code: string): IcdVersion | 'either' | null {
  if (NUMBERED.test(code)) return 'icd9';
  const [nine, ten] = [V_OR_E.test(code), LETTERED.test(code)];
  if (nine && ten) return 'either';
  return nine ? 'icd9' : ten ? 'icd10' : null;
}

/** The version of the codes that can only be of one; ICD-10 where none are. */
export function versionOf(codes: readonly string[]): IcdVersion {
  let balance = 0;
  for (const code of codes) {
    const form = formOf(tidy(code));
    balance += form === 'icd10' ? 1 : form === 'icd9' ? -1 : 0;
  }
  return balance < 0 ? 'icd9' : 'icd10';
}

const NAMED = /icd|diag|dx|disease|kcd|상병|진단|질병/i;
const PROCEDURE = /proc|surg|operation|수술|처치|시술/i;

/**
 * Whether a column holds codes: nearly all its levels have the form of one, and its name says so or at least some
 * are written with the dot after the category, letters among them. Procedure codes have the same form and are none.
 */
export function looksLikeIcd(name: string, levels: readonly string[]): boolean {
  if (levels.length === 0 || PROCEDURE.test(name)) return false;
  const codes = levels.map(tidy);
  const formed = codes.filter((code) => formOf(code) !== null);
  if (formed.length < 0.8 * codes.length) return false;
  if (NAMED.test(name)) return true;
  const dotted = formed.filter((code) => code.includes('.')).length;
  const letters = new Set(formed.filter((code) => /^[A-Z]/.test(code)).map((code) => code[0])).size;
  return formed.length >= 5 && dotted >= 0.3 * formed.length && letters >= 2;
}

/** The range of the chapter that a code stands in; `version` decides on codes that are codes of both. */
export function chapterOf(code: string, version: IcdVersion): string {
  const text = tidy(code);
  const form = formOf(text);
  if (form === null) return NO_CHAPTER;
  if (form === 'icd10' || (form === 'either' && version === 'icd10')) {
    const category = text.slice(0, 3);
    return TEN.find((range) => category >= range.slice(0, 3) && category <= range.slice(4)) ?? NO_CHAPTER;
  }
  if (text.startsWith('V')) return V_CODES;
  if (text.startsWith('E')) return E_CODES;
  const category = Number(text.slice(0, 3));
  const chapter = NINE.find(([from, to]) => category >= from && category <= to);
  return chapter ? nameOf(chapter) : NO_CHAPTER;
}

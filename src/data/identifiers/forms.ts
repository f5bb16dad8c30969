import type { IdentifierKind } from '../../study/schema';
import { nameWithin } from './person-names';

/**
 * Forms of identifiers as they stand in a cell or inside running text. Resident registration numbers have no valid
 * checksum since October 2020, so that their form alone is looked at: a date, a digit for century and sex (5 to 8
 * for foreigners), six digits or asterisks.
 */
const DATE6 = '\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const RRN = new RegExp(
  `(?<![\\d-])${DATE6}(?:-\\d(?:\\d{6}|[*xX]{6}|\\d{0,5}[*xX]{2,6})|[1-8]\\d{6})(?![\\d-])`,
);
const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u;
const URL = /(?:https?|ftp):\/\/\S+|(?<![\w.])www\.[\w-]+\.\S+/i;
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IP = new RegExp(`(?<![\\d.])(?:${OCTET}\\.){3}${OCTET}(?![\\d.])`);
const SSN = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/;
/** Korea (mobile, area code, +82), North America, and any number that begins with + and a country. */
const PHONE = [
  /(?<![\d-])01[016789][- .]?\d{3,4}[- .]?\d{4}(?![\d-])/,
  /(?<![\d-])\(?0(?:2|[3-6]\d)\)?[- .]\d{3,4}[- .]\d{4}(?![\d-])/,
  /(?<![\d-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\d-])/,
  /(?<![\d+])\+[1-9]\d{0,2}[- .()]{0,2}\d{1,4}(?:[- .()]{0,2}\d{2,4}){1,4}(?!\d)/,
];
/** In running text a record number is one where it is called so. */
const MRN =
  /(?:\b(?:MRN|chart|hospital|record|patient) ?(?:no|nr|number|id|#)?\.?|등록번호|병록번호|차트번호|환자번호|환자 ?ID) ?[:#： ] ?[A-Z]{0,3}-?\d{5,}/i;
const ADDRESS = [
  /[가-힣]{2,}(?:특별자치시|특별시|광역시|특별자치도|도|시) +[가-힣]{1,6}(?:시|군|구)(?![가-힣])/,
  /[가-힣]{1,6}(?:시|군|구) +[가-힣\d]{1,10}(?:로|길|동|읍|면|리)(?: ?\d|$)/,
  /[가-힣\d]{2,10}(?:로|길) ?\d{1,4}(?:번길)?(?:-\d+)?(?:$|[ ,])/,
  /\d+번지|\d+동 ?\d+호/,
  /(?<![\d.])\d{1,5}[A-Za-z]? +(?:(?:[NSEW]|North|South|East|West)\.? +)?(?:\p{Lu}[\p{L}'’]+ +){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Court|Parkway|Pkwy|Terrace|Highway|Square|Way|Drive)\b/u,
  /\p{Lu}[\p{L}-]+(?:straße|strasse|gasse|weg|allee|platz) +\d+/u,
  /\b(?:rue|via|calle|avenida|piazza) +\p{L}[\p{L} '’]{2,30},? +\d+/iu,
  /\bP\.? ?O\.? ?Box +\d+/i,
];

const firstOf =
  (...forms: RegExp[]) =>
  (text: string): string | null => {
    for (const form of forms) {
      const hit = form.exec(text)?.[0];
      if (hit) return hit;
    }
    return null;
  };

export type Form = Exclude<IdentifierKind, 'birthDate' | 'freeText'>;

/** What stands in a text, kind by kind: the part of it that identifies, or null. The order is that of telling. */
export const FORMS: readonly (readonly [Form, (text: string) => string | null])[] = [
  ['rrn', firstOf(RRN)],
  ['email', firstOf(EMAIL)],
  ['url', firstOf(URL)],
  ['ssn', firstOf(SSN)],
  ['phone', firstOf(...PHONE)],
  ['ip', firstOf(IP)],
  ['mrn', firstOf(MRN)],
  ['address', firstOf(...ADDRESS)],
  ['name', nameWithin],
];

/** Whether a number without separators has the form of a resident registration number. */
export const isRrnNumber = (value: number): boolean =>
  value >= 1e11 && value < 1e13 && RRN.test(String(value).padStart(13, '0'));

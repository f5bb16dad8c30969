/** What units are made of, in lower case; a prefix such as `m` or `k` may stand before the first row. */
const PREFIXED = 'g|l|mol|m|u|iu|eq|osm|pa|s|gy|sv|j|cal|kat|v|w|bq|ci|hz';
const WHOLE = [
  'mmhg|cmh2o|torr|bpm|rpm|°c|°f|%|‰|inch(?:es)?|in|lbs?|oz|ft|feet|hu|db|hpf|lpf|wbcs?|rbcs?',
  'years?|yrs?|yo|y|months?|mos?|weeks?|wks?|days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|seconds?|secs?|sec',
  'beats?|breaths?|cells?|copies|points?|pts?|packs?|pack-?years?|units?|mcg|cc|mm3|cm3',
  '세|개월|주|일|년|시간|분|초|회|개|점|갑|갑년|도',
].join('|');
const ATOM = `(?:[kcdmunpfh]?(?:${PREFIXED})|${WHOLE})(?:\\^?-?[1-3]|[²³])?`;
const POWER = '[x×*]?10(?:\\^|\\*\\*?|e)?\\d{1,2}|[x×*]?10[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}';
const UNIT = new RegExp(
  `^(?:(?:${POWER})(?=/)|(?:${POWER})?${ATOM}|k(?=/))?(?:[/·*](?:\\d+(?:\\.\\d+)?)?${ATOM})*$`,
);

/** One spelling of a unit: no blanks, small letters, `u` for micro. `mg / dL` and `MG/DL` are one unit. */
export const unitKey = (unit: string): string =>
  unit
    .replace(/\s+/g, '')
    .replace(/[µμ]/g, 'u')
    .replace(/㎎/g, 'mg')
    .replace(/㎏/g, 'kg')
    .replace(/㎖/g, 'ml')
    .replace(/㎗/g, 'dl')
    .replace(/㎝/g, 'cm')
    .replace(/㎜/g, 'mm')
    .replace(/℃|[°˚º]c/gi, '°c')
    .replace(/℉|[°˚º]f/gi, '°f')
    .toLowerCase();

/**
 * Whether a text is a unit of measurement as hospitals write them (`mg/dL`, `x10^9/L`, `mL/min/1.73m2`, `%`, `세`).
 * Only known ones: `5 Main` is no measurement.
 */
export function isUnit(text: string): boolean {
  const key = unitKey(text);
  return key !== '' && key.length <= 20 && UNIT.test(key);
}

import { type DecimalMark, parseMeasurement } from './clinical-number';
import { parsePair } from './pair';
import { unitKey } from './unit-grammar';

/** How the numbers of a column of texts are written, by the evidence of its cells. Counts are of cells. */
export interface NumberFormat {
  decimal: DecimalMark;
  /** Cells such as 1,234 whose value the other decimal mark would change, while no cell tells which it is. */
  doubtful: number;
  /** The unit that most cells with a unit have; empty where none has one. */
  unit: string;
  withUnit: number;
  /** The units that cells have, the commonest first, each as it is first written, and in how many cells. */
  units: { unit: string; count: number }[];
  /** Cells with another unit: their number is not comparable and counts as missing. */
  otherUnit: number;
  /** Cells that give a limit (<0.01): the limit is taken. */
  censored: number;
  whole: boolean;
}

/** Share of filled cells that must be numbers. */
const MOST = 0.95;
/** Texts looked at first: a column of words is left soon. */
const SAMPLE = 200;

/** V57 or E909 among numbers: the numbers are codes too. */
const CODE = /^[a-z]+[-.]?\d/i;

type Counts = ArrayLike<number>;

const sum = (counts: Counts, of: (i: number) => boolean): number => {
  let total = 0;
  for (let i = 0; i < counts.length; i++) if (of(i)) total += counts[i];
  return total;
};

const strideOf = (texts: readonly string[]) => Math.max(1, Math.floor(texts.length / SAMPLE));

/** Which decimal mark cells prove that make sense under one alone; `hint` where they prove nothing. */
function findDecimal(texts: readonly string[], counts: Counts, hint: DecimalMark) {
  let [point, comma, either] = [0, 0, 0];
  texts.forEach((text, i) => {
    const found = parseMeasurement(text, 'point');
    if (!found) return;
    if (found.proves === 'point') point += counts[i];
    else if (found.proves === 'comma') comma += counts[i];
    else if (found.other !== null && found.marked) either += counts[i];
  });
  if (point + comma === 0) return { decimal: hint, doubtful: either };
  return { decimal: (comma > point ? 'comma' : 'point') as DecimalMark, doubtful: 0 };
}

/** The number format of a column of texts, or null where most of its cells are no numbers, or limits alone. */
export function findNumberFormat(
  texts: readonly string[],
  counts: Counts,
  hint: DecimalMark,
): NumberFormat | null {
  const stride = strideOf(texts);
  const sample = texts.filter((_, i) => i % stride === 0);
  if (sample.filter((text) => parseMeasurement(text, hint)).length < sample.length * 0.5) return null;
  const { decimal, doubtful } = findDecimal(texts, counts, hint);
  const found = texts.map((text) => parseMeasurement(text, decimal));
  if (texts.some((text, i) => found[i] === null && CODE.test(text))) return null;
  const units = new Map<string, number>();
  found.forEach((m, i) => {
    if (m?.unit) units.set(unitKey(m.unit), (units.get(unitKey(m.unit)) ?? 0) + counts[i]);
  });
  const spelled = (key: string) => found.find((m) => m && unitKey(m.unit) === key)?.unit ?? '';
  const common = [...units].sort((a, b) => b[1] - a[1]);
  const [key = '', withUnit = 0] = common[0] ?? [];
  const all = sum(counts, () => true);
  const unread = sum(counts, (i) => found[i] === null);
  const otherUnit = sum(counts, (i) => {
    const own = found[i]?.unit;
    return !!own && unitKey(own) !== key;
  });
  const exact = found.filter((m) => m && m.bound === '').length;
  if (all === 0 || unread > (1 - MOST) * all || exact * 2 < found.length) return null;
  const censored = sum(counts, (i) => !!found[i]?.bound);
  const whole = found.every((m) => !m || Number.isInteger(m.value));
  return {
    decimal,
    doubtful,
    unit: key === '' ? '' : spelled(key),
    withUnit,
    units: common.map(([of, count]) => ({ unit: spelled(of), count })),
    otherUnit,
    censored,
    whole,
  };
}

/** Whether most cells hold two numbers (120/80). */
export function arePairs(texts: readonly string[], counts: Counts): boolean {
  const all = sum(counts, () => true);
  const pairs = sum(counts, (i) => parsePair(texts[i], 'point') !== null);
  return texts.length > 2 && pairs >= MOST * all;
}

import { parseMeasurement } from '../../data/clinical-number';
import { parseDate } from '../../data/dates';
import { sortedLevels } from '../../data/levels';
import { cellKey, missingTest } from '../../data/missing-cells';
import { pairNames, parsePair } from '../../data/pair';
import { possibleRange } from '../../data/sites/units';
import { readNumber } from '../../data/typed-column';
import { isUnit } from '../../data/unit-grammar';
import { normalQuantile } from '../../prep/normal-quantile';
import { chapterOf } from '../../prep/table/icd';
import { murmurHash } from '../../prep/table/murmur-hash';
import { wordsOf } from '../../prep/table/words';
import { type Rng, rng } from '../../study/random';
import { csvCell } from '../csv';
import { COLUMNS, madeRows } from './columns';

/** What single cells are read as: far more of them than tables of cases could hold. */

const PIECES =
  '0 1 2 12 007 30 99 2024 1999 120 80 . , ; : / - -- + ( ) < > <= ≤ ＜ % e E e5 E-3 x ×10^9/L mg dL mg/dL mmol/L µmol/L μg U/mL mmHg ℃ °C ㎎ 세 년 월 일 시 분 오전 오후 AM pm Jan march 3rd st T Z +09:00 H LL * ↑ NA n/a ? null 결측 Unknown missing 님 씨는 김 흉통 Müller İ ß ΣΑΣ ﬁ Ａ１ ½ Ⅳ 𝟙 𐎠 々 dr. mr miss www. http:// @ a.de _ \u00a0 \u2009 \ufeff \u3000 I10 E119 V15 E8788 C7A Z3A 250 † bp blood_pressure chol glucose 혈당 (mmol/L) = \' " \n \t 0x1F Infinity 1e400 5e-324 123456789012345678'.split(
    ' ',
  );

const mixed = (random: Rng): string => {
  const pieces = Array.from({ length: 1 + random.int(6) }, () => PIECES[random.int(PIECES.length)]);
  return pieces.join(random.next() < 0.4 ? ' ' : '');
};

/** JSON has no NaN, nor infinities. */
const told = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : String(value);

const numbers = (random: Rng): number[] => [
  0.1 + 0.2,
  1e21,
  123456789012345680000,
  1e-7,
  1.5e-7,
  0.000001,
  5e-324,
  Number.MAX_VALUE,
  2 ** -13,
  ...Array.from({ length: 300 }, () => random.normal() * 10 ** (random.int(60) - 30)),
  ...Array.from({ length: 300 }, () => Math.fround(random.next())),
];

/** Texts, and what the app makes of each. */
export function readTexts() {
  const random = rng('interop texts');
  const cells = COLUMNS.flatMap(({ trouble }) => trouble).concat(
    madeRows(random, 20, { missing: 0.1, trouble: 0 }).flat(),
  );
  const texts = [...new Set([...cells, ...PIECES, ...Array.from({ length: 6000 }, () => mixed(random))])];
  const usual = missingTest(undefined);
  return {
    texts: texts.map((text) => ({
      text,
      number: told(Number(text)),
      key: cellKey(text),
      missing: usual(text),
      point: parseMeasurement(text, 'point'),
      comma: parseMeasurement(text, 'comma'),
      read: told(readNumber(text, { decimal: 'comma', unit: 'MG / dl' })),
      unit: isUnit(text),
      pair: parsePair(text, 'point')?.map(told) ?? null,
      pairNames: pairNames(text, new Set(['x (1)'])),
      dates: ([undefined, 'dayFirst', 'monthFirst', 'yearFirst'] as const).map((order) =>
        told(parseDate(text, order)),
      ),
      chapters: [chapterOf(text, 'icd9'), chapterOf(text, 'icd10')],
      hash: murmurHash(text),
      words: wordsOf(text),
      range: possibleRange(text, 'mg/dL'),
      cell: csvCell(text),
    })),
    numbers: numbers(random).map((value) => ({
      value,
      text: String(value),
      nine: String(Number(value.toPrecision(9))),
    })),
    sorted: Array.from({ length: 60 }, () => {
      const levels = [...new Set(Array.from({ length: 6 }, () => PIECES[random.int(PIECES.length)]))];
      return { levels, sorted: sortedLevels(levels) };
    }),
    normal: [0, 1e-12, 1e-7, 0.05, 0.075, 0.3, 0.5, 0.9249, 0.93, 0.9999, 1].map((p) => ({
      p,
      z: told(normalQuantile(p)),
    })),
  };
}

import type { Column, Target } from '../../data/dataset';
import { auroc } from '../../evaluate/auroc';
import { isKnown, notKnown, type QualityCheck, type QualityFinding } from './finding';
import { glance } from './glance';

/**
 * That there is a value, or none, gives a class away where so many of these rows would be of other classes if it had
 * nothing to do with the outcome, and no more than a tenth of that number are. Where twelve are expected, one or none
 * comes by chance in fewer than one of ten thousand columns (Poisson).
 */
const EXPECTED = 12;
const TENFOLD = 0.1;
/** Of an outcome that is a number: rows with and without a value are told apart as well as one column may alone. */
const ALONE = 0.95;
const FEWEST = 10;
const MOST_FINDINGS = 8;

/** A list without an entry is no gap: there may be nothing to list. */
export const isGap = (column: Column, row: number): boolean => {
  if (column.kind === 'multi') return false;
  return column.kind === 'num' || column.kind === 'date'
    ? Number.isNaN(column.v[row])
    : column.codes[row] < 0;
};

/** What a gap says: how strongly, for the order of the findings, and the words. */
type Told = { strength: number } & Pick<QualityFinding, 'key' | 'params'>;

/** An empty list says as much as a gap does, whatever it stands for. */
const isEmpty = (column: Column, row: number): boolean =>
  column.kind === 'multi' ? column.offsets[row] === column.offsets[row + 1] : isGap(column, row);

/** Whole percents, rounded down: no 100 that is none. */
const percent = (share: number): number => Math.floor(100 * share + 1e-9);

/** The class that is given away by a value, or by there being none. */
function tellsClass(present: Uint32Array, missing: Uint32Array, { classes, y }: Target): Told[] {
  const sides = [
    { key: 'valueTells', here: present, there: missing },
    { key: 'gapTells', here: missing, there: present },
  ];
  return sides.flatMap(({ key, here, there }) =>
    classes.flatMap((level, c): Told[] => {
      const count = (rows: Uint32Array) => rows.filter((row) => y[row] === c).length;
      const [mine, others] = [count(here), count(there)];
      const usual = (mine + others) / (here.length + there.length);
      const expected = here.length * (1 - usual);
      const got = here.length - mine;
      if (expected < EXPECTED || got > TENFOLD * expected) return [];
      const params = {
        level,
        rows: here.length,
        share: percent(mine / here.length),
        elsewhere: percent(others / there.length),
      };
      return [{ key, strength: expected - got, params }];
    }),
  );
}

/** Whether a number is higher, or lower, where there is a value. */
function tellsNumber(present: Uint32Array, missing: Uint32Array, { y }: Target): Told[] {
  if (Math.min(present.length, missing.length) < FEWEST) return [];
  const rows = [...present, ...missing];
  const area = auroc(
    rows.map((_, i) => +(i < present.length)),
    rows.map((row) => y[row]),
  );
  const strength = Math.max(area, 1 - area);
  if (!(strength >= ALONE)) return [];
  const params = { rows: rows.length, share: percent(strength) };
  return [{ key: area > 0.5 ? 'valueHigher' : 'valueLower', strength, params }];
}

/** Features of which it says the outcome whether there is a value at all, as of what is written of the ill alone. */
export const gaps: QualityCheck = ({ study, data, target, dev }) => {
  if (!target || !dev) return [];
  const rows = glance(dev);
  const known = new Map(study.columns.map((c) => [c.name, c.known]));
  return [...data.cols]
    .flatMap(([name, column]) => {
      const missing = rows.filter((row) => isEmpty(column, row));
      if (known.get(name) === 'yes' || missing.length === 0 || missing.length === rows.length) return [];
      const present = rows.filter((row) => !isEmpty(column, row));
      const found = (target.kind === 'regression' ? tellsNumber : tellsClass)(present, missing, target);
      if (found.length === 0) return [];
      return [{ name, ...found.reduce((a, b) => (b.strength > a.strength ? b : a)) }];
    })
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MOST_FINDINGS)
    .map(({ name, key, params }) => ({
      key,
      level: 'question',
      params: { name, ...params },
      columns: [name],
      fixes: [isKnown(name), notKnown(name)],
    }));
};

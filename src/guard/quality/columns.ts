import type { Column } from '../../data/dataset';
import { knownByName } from '../../data/known';
import { ignoring, isKnown, notKnown, type QualityCheck, type QualityFinding } from './finding';

/** One value in this share of the filled cells, or more: hardly anything to learn from. */
const NEARLY_ALL = 0.99;
const HEAVY = 0.5;

const missingIn = (column: Column): number => {
  if (column.kind === 'multi') return 0;
  let missing = 0;
  if (column.kind === 'num' || column.kind === 'date') {
    for (const value of column.v) if (Number.isNaN(value)) missing++;
  } else for (const code of column.codes) if (code < 0) missing++;
  return missing;
};

/** Share of the filled cells that hold the most frequent value, and whether it is the only one. */
function mostFrequent(column: Column): { share: number; only: boolean } {
  if (column.kind === 'multi' || column.kind === 'text') return { share: 0, only: false };
  const counts = new Map<number, number>();
  let present = 0;
  for (const value of column.kind === 'cat' ? column.codes : column.v) {
    if (Number.isNaN(value) || (column.kind === 'cat' && value < 0)) continue;
    present++;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let most = 0;
  for (const count of counts.values()) if (count > most) most = count;
  return { share: present === 0 ? 0 : most / present, only: counts.size === 1 };
}

/** Features that hold the same value in every row, or in nearly every one. */
export const constants: QualityCheck = ({ data }) =>
  [...data.cols].flatMap(([name, column]) => {
    const { share, only } = mostFrequent(column);
    if (share < NEARLY_ALL) return [];
    return [
      {
        key: only ? 'constant' : 'nearConstant',
        level: 'warn' as const,
        params: { name, percent: Math.floor(1000 * share) / 10 },
        columns: [name],
        fixes: [ignoring(name)],
      },
    ];
  });

/** Features that most rows lack, in one finding. */
export const heavyMissing: QualityCheck = ({ data }) => {
  const heavy = [...data.cols]
    .map(([name, column]) => ({ name, share: missingIn(column) / Math.max(1, data.n) }))
    .filter(({ share }) => share > HEAVY);
  if (heavy.length === 0) return [];
  const names = heavy.map(({ name }) => name);
  const worst = heavy.reduce((a, b) => (b.share > a.share ? b : a));
  const params = { count: names.length, name: worst.name, percent: Math.round(100 * worst.share) };
  return [{ key: 'heavyMissing', level: 'warn', params, columns: names, fixes: [ignoring(...names)] }];
};

/** Features that somebody, or their name, says are not known at the moment of prediction. */
export const unknownThen: QualityCheck = ({ study }) => {
  const target = study.task?.target ?? null;
  return study.columns.flatMap(({ name, role, known }): QualityFinding[] => {
    if (role !== 'feature') return [];
    const params = { name };
    const fixes = [notKnown(name), isKnown(name)];
    if (known === 'no')
      return [{ key: 'notKnown', level: 'warn' as const, params, columns: [name], fixes: [notKnown(name)] }];
    if (known === 'unsure')
      return [{ key: 'unsure', level: 'question' as const, params, columns: [name], fixes }];
    if (known === undefined && knownByName(name, target)?.known === 'no')
      return [{ key: 'perhapsNotKnown', level: 'warn' as const, params, columns: [name], fixes }];
    return [];
  });
};

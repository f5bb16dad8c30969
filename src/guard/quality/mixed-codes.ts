import { saidTwice } from '../../data/sites/vocabulary';
import { merging, type QualityCheck } from './finding';

/** Categories that say one thing in two ways (F and female), as tables of several hospitals or years do. */
export const mixedCodes: QualityCheck = ({ data }) =>
  [...data.cols].flatMap(([name, column]) => {
    if (column.kind !== 'cat' || column.ordered) return [];
    const counts = new Uint32Array(column.dict.length);
    for (const code of column.codes) if (code >= 0) counts[code]++;
    const levels = column.dict
      .map((label, code) => ({ label, count: counts[code] }))
      .filter(({ count }) => count > 0);
    const found = saidTwice(levels);
    if (!found) return [];
    return [
      {
        key: 'mixedCodes',
        level: 'warn' as const,
        params: { name, levels: levels.length, meanings: found.left },
        columns: [name],
        fixes: [merging(name, { ...found.same }, found.left === 2)],
      },
    ];
  });

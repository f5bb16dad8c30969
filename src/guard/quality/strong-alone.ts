import { rng } from '../../study/random';
import { type Alone, alone, patientFolds } from './alone';
import { isKnown, type LongCheck, notKnown, type QualityFinding } from './finding';
import { glance } from './glance';

/** The strongest; the next one is asked about once one of these is answered. */
const MOST_FINDINGS = 5;

/** Cut to three decimals: no 1.00 that is none. */
const cut = (value: number): string => (Math.trunc(value * 1000) / 1000).toFixed(3);

/** What is said of it, by the kind of outcome. */
function said(
  name: string,
  found: Alone,
  classes: readonly string[],
): Pick<QualityFinding, 'key' | 'params'> {
  const about = { name: found.item === undefined ? name : `${name}: ${found.item}`, rows: found.rows };
  switch (found.by) {
    case 'auroc':
      return classes.length === 2
        ? { key: 'strongAlone', params: { ...about, auroc: cut(found.value) } }
        : {
            key: 'strongAloneClass',
            params: { ...about, level: classes[found.level], auroc: cut(found.value) },
          };
    case 'spearman':
      return { key: 'strongAloneNumber', params: { ...about, rho: cut(found.value) } };
    case 'r2':
      return { key: 'strongAloneLevels', params: { ...about, r2: cut(found.value) } };
  }
}

/** Columns that predict very well alone. Only asked: haemoglobin in kidney disease is an honest predictor. */
export const strongAlone: LongCheck = function* ({ study, data, target, dev }) {
  if (!target || !dev) return [];
  const known = new Map(study.columns.map((c) => [c.name, c.known]));
  const rows = glance(dev);
  const folds = patientFolds(data.unit, rows, rng(study.seed, 'alone'));
  const strong: { name: string; found: Alone }[] = [];
  for (const [name, column] of data.cols) {
    const found = known.get(name) === 'yes' ? null : alone(column, target, rows, folds);
    if (found) strong.push({ name, found });
    yield;
  }
  return strong
    .sort((a, b) => Math.abs(b.found.value) - Math.abs(a.found.value))
    .slice(0, MOST_FINDINGS)
    .map(({ name, found }) => ({
      ...said(name, found, target.classes),
      level: 'question',
      columns: [name],
      fixes: [isKnown(name), notKnown(name)],
    }));
};

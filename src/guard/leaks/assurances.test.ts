import { describe, expect, it } from 'vitest';
import { alikeInPieces } from '../../data/alike-rows';
import type { CatColumn, Dataset, Target } from '../../data/dataset';
import { num, table } from '../../prep/test-tables';
import { makeParts } from '../../split/make-parts';
import { emptyStudy } from '../../study/defaults';
import { rng } from '../../study/random';
import type { SplitPlan, Study } from '../../study/schema';
import { checkLeaks } from '.';

// What the page says was checked and found in order must be so: a wrong assurance is worse than none.

const N = 240;
const site: CatColumn = {
  kind: 'cat',
  codes: Int32Array.from({ length: N }, (_, row) => row % 3),
  dict: ['A', 'B', 'C'],
};

function rows(columns = 6) {
  const random = rng('assurances');
  const y = Float64Array.from({ length: N }, () => +(random.next() < 0.4));
  const cols = Array.from({ length: columns }, () => Array.from({ length: N }, () => random.normal()));
  const data = table(Object.fromEntries(cols.map((v, j) => [`c${j}`, num(...v)])), N);
  return { data, target: { kind: 'binary', classes: ['no', 'yes'], y } satisfies Target as Target };
}

const copy = ({ cols }: Dataset, from: number, to: number) => {
  for (const column of cols.values()) if (column.kind === 'num') column.v[to] = column.v[from];
};

const studyOf = (data: Dataset, split: Partial<SplitPlan> = {}, patient = false): Study => {
  const base = emptyStudy('assurances');
  const plan = { type: 'continuous' as const, role: 'feature' as const, stored: true };
  return {
    ...base,
    task: { kind: 'binary', target: 'disease', classes: ['no', 'yes'] },
    columns: [
      ...[...data.cols.keys()].map((name) => ({ ...plan, name })),
      ...(patient
        ? [{ name: 'id', type: 'identifier' as const, role: 'patient' as const, stored: true }]
        : []),
    ],
    split: { ...base.split, ...split },
  };
};

const ask = (data: Dataset, target: Target, study: Study) => {
  const parts = makeParts(study.split, target, data.unit, 1, { site });
  const about = { study, table: { n: N, columns: [] }, profile: [], data, target, parts, dev: parts.dev };
  return { parts, found: checkLeaks({ ...about, site, alikeIn: alikeInPieces, alikePictures: null }) };
};
const keysOf = (found: ReturnType<typeof ask>['found']) => found.map((f) => f.key);

describe('copies of rows', () => {
  it('are found between training and validation rows, not between the test set and the others alone', () => {
    const { data, target } = rows();
    const study = studyOf(data);
    const { parts } = ask(data, target, study);
    const [a, b] = [parts.folds[0].valid[0], parts.folds[1].valid[0]];
    copy(data, a, b);
    const { found } = ask(data, target, study);
    expect(keysOf(found)).not.toContain('noCopies');
    expect(found.find((f) => f.key === 'copiesAcrossFolds')?.params).toEqual({ rows: 2, test: 0, groups: 1 });
  });

  it.each([
    ['hospitals', { test: { kind: 'sites' }, validation: { kind: 'holdout', share: 0.2 } }],
    [
      'outer folds',
      { test: { kind: 'kfold', k: 4, repeats: 1 }, validation: { kind: 'holdout', share: 0.2 } },
    ],
  ] as const)('are found where every row is tested in its turn, by %s', (_, split) => {
    const { data, target } = rows();
    // Each of 30 rows has its copy in the next hospital; of so many some lie in two outer folds.
    for (let row = 0; row < 60; row += 2) copy(data, row, row + 1);
    const study = studyOf(data, split);
    const { found } = ask(data, target, study);
    const finding = found.find((f) => f.key === 'copiesAcrossParts');
    // Some pairs are torn by the validation alone.
    expect(finding?.params.test).toBeGreaterThan(20);
    expect(finding?.params.rows).toBeGreaterThanOrEqual(Number(finding?.params.test));
    const whole = { ...data, unit: data.unit.map((unit) => (unit < 60 ? unit - (unit % 2) : unit)) };
    const kept = ask(whole, target, { ...study, split: { ...study.split, duplicates: 'together' } });
    expect(keysOf(kept.found)).toContain('copiesKept');
  });

  it('are said not to have been looked for where the columns are too few to tell people apart', () => {
    const { data, target } = rows(3);
    copy(data, 0, 1);
    const { found } = ask(data, target, studyOf(data));
    expect(keysOf(found)).toContain('copiesNotCompared');
    expect(keysOf(found)).not.toContain('noCopies');
  });

  it('to be taken once are offered where that ends the matter, and else not', () => {
    const fixes = (patient: boolean, sameOutcome: boolean) => {
      const { data, target } = rows();
      const { parts } = ask(data, target, studyOf(data, {}, patient));
      const [a, b] = [parts.test[0], parts.dev.find((row) => target.y[row] === target.y[parts.test[0]])!];
      copy(data, a, b);
      const study = studyOf(data, {}, patient);
      if (!sameOutcome) {
        const other = parts.dev.find((row) => target.y[row] !== target.y[a])!;
        copy(data, a, other);
      }
      return ask(data, target, study)
        .found.find((f) => f.key === 'copiesAcrossParts')
        ?.fixes?.map((f) => f.key);
    };
    expect(fixes(false, true)).toEqual(['copiesTogether', 'dropCopies']);
    expect(fixes(false, false)).toEqual(['copiesTogether']);
    // Copies are dropped within a patient, and a patient's stand in one part anyway.
    expect(fixes(true, true)).toEqual(['copiesTogether']);
  });
});

describe('patients', () => {
  it('seen in two hospitals stand in no two parts where hospitals validate in turn', () => {
    const { data, target } = rows();
    const twice = { ...data, unit: data.unit.map((unit) => unit >> 1) };
    const { found, parts } = ask(twice, target, studyOf(data, { validation: { kind: 'sites' } }, true));
    expect(keysOf(found)).toContain('patientsWhole');
    for (const { train, valid } of parts.folds) {
      const judged = new Set(Array.from(valid, (row) => twice.unit[row]));
      expect(train.filter((row) => judged.has(twice.unit[row]))).toEqual(new Uint32Array(0));
    }
  });

  it('are not said to be unnamed where the column that may name them is not here to be looked at', () => {
    const { data, target } = rows();
    const study = studyOf(data, {}, true);
    const left = {
      ...study,
      columns: study.columns.map((c) => (c.name === 'id' ? { ...c, role: 'ignore' as const } : c)),
    };
    const { found } = ask(data, target, left);
    expect(found.find((f) => f.key === 'patientsNotLooked')?.params).toEqual({ name: 'id' });
    expect(keysOf(found)).not.toContain('patientsUnknown');
  });
});

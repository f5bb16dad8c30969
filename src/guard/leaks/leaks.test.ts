import { describe, expect, it } from 'vitest';
import { alikeInPieces } from '../../data/alike-rows';
import type { Target } from '../../data/dataset';
import { num, table } from '../../prep/test-tables';
import { makeParts } from '../../split/make-parts';
import { emptyStudy } from '../../study/defaults';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import { applyFix } from '../quality/finding';
import { checkLeaks } from '.';

const N = 200;

/** Numbers without copies, but for what `plant` changes. */
function cohort(plant: (columns: number[][], y: number[]) => void = () => {}) {
  const random = rng('leaks');
  const y = Array.from({ length: N }, () => +(random.next() < 0.4));
  const columns = Array.from({ length: 6 }, () => Array.from({ length: N }, () => random.normal()));
  plant(columns, y);
  const data = table(Object.fromEntries(columns.map((v, j) => [`c${j}`, num(...v)])), N);
  const target: Target = { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.from(y) };
  return { data, target };
}

function study(changed: Partial<Study> = {}): Study {
  return {
    ...emptyStudy('leaks'),
    task: { kind: 'binary', target: 'disease', classes: ['no', 'yes'] },
    columns: Array.from({ length: 6 }, (_, j) => ({
      name: `c${j}`,
      type: 'continuous' as const,
      role: 'feature' as const,
      stored: true,
    })),
    ...changed,
  };
}

const found = (
  { data, target }: ReturnType<typeof cohort>,
  of = study(),
  alike: number[][] | null = null,
) => {
  const parts = makeParts(of.split, target, data.unit, 1);
  const input = { study: of, table: { n: N, columns: [] }, profile: [], data, target, parts, dev: parts.dev };
  return {
    parts,
    findings: checkLeaks({
      ...input,
      site: null,
      alikeIn: alikeInPieces,
      alikePictures: alike && { groups: alike, copies: 2 },
    }),
  };
};
const keys = ({ findings }: ReturnType<typeof found>, level: string) =>
  findings.filter((f) => f.level === level).map((f) => f.key);

describe('checks for leaks', () => {
  it('find nothing in rows of different people, and say what they looked for', () => {
    const looked = found(cohort());
    expect(keys(looked, 'warn')).toEqual([]);
    expect(keys(looked, 'question')).toEqual([]);
    expect(keys(looked, 'fine')).toEqual([
      'patientsUnknown',
      'noCopies',
      'noLateColumns',
      'noneStrongAlone',
      'noTellingGaps',
      'fittedInside',
    ]);
  });

  it('find rows that are alike on both sides of the split, whatever their outcomes, and not within one part', () => {
    const { parts } = found(cohort());
    const [a, b] = [parts.test[0], parts.dev[0]];
    const across = found(
      cohort((columns, y) => {
        for (const column of columns) column[a] = column[b];
        y[a] = y[b];
      }),
    );
    const [finding] = across.findings.filter((f) => f.level === 'warn');
    expect(finding).toMatchObject({ key: 'copiesAcrossParts', params: { rows: 2, test: 1, groups: 1 } });
    // Of one fold: no model learns from one of them and is judged on the other.
    const [c, d] = parts.folds[0].valid;
    const within = found(
      cohort((columns) => {
        for (const column of columns) column[c] = column[d];
      }),
    );
    expect(keys(within, 'warn')).toEqual([]);
  });

  it('remedies are changes of the study', () => {
    const kept = applyFix(study(), { key: 'copiesTogether', columns: [] });
    expect(kept.split.duplicates).toBe('together');
    expect(applyFix(study(), { key: 'dropCopies', columns: [] }).split.duplicates).toBe('first');
  });

  it('ask about a column that predicts very well alone', () => {
    const looked = found(
      cohort((columns, y) => {
        columns[2] = y.map((value, i) => value + ((i * 7) % 10) / 11);
      }),
    );
    expect(looked.findings.filter((f) => f.level === 'question')).toMatchObject([
      { key: 'strongAlone', params: { name: 'c2' }, fixes: [{ key: 'known' }, { key: 'notKnown' }] },
    ]);
  });

  it('ask of several classes and of numbers too, in their own words', () => {
    const { data, target } = cohort((columns, y) => {
      columns[2] = y.map((value, i) => 3 * value + ((i * 7) % 10) / 10);
    });
    const asked = (of: Target) =>
      found({ data, target: of })
        .findings.filter((f) => f.level === 'question')
        .map((f) => [f.key, f.params.name]);
    const third = Float64Array.from(target.y, (y, i) => (y === 1 ? 2 : i % 2));
    expect(asked({ kind: 'multiclass', classes: ['a', 'b', 'c'], y: third })).toEqual([
      ['strongAloneClass', 'c2'],
    ]);
    const leaked = data.cols.get('c2');
    if (leaked?.kind !== 'num') throw new Error('a number');
    expect(asked({ kind: 'regression', classes: [], y: leaked.v.map((v) => 100 - v) })).toEqual([
      ['strongAloneNumber', 'c2'],
    ]);
  });

  it('ask about a column that is filled in only of the ill', () => {
    const { data, target } = cohort();
    const column = data.cols.get('c4');
    if (column?.kind !== 'num') throw new Error('a number');
    column.v.forEach((_, row) => {
      if (target.y[row] === 0 || row % 2) column.v[row] = Number.NaN;
    });
    const { findings } = found({ data, target });
    expect(findings.filter((f) => f.level === 'question')).toMatchObject([
      { key: 'valueTells', params: { name: 'c4', level: 'yes', share: 100 } },
    ]);
    expect(findings.some((f) => f.key === 'noTellingGaps')).toBe(false);
  });

  it('find pictures that are alike in two parts, and say so where they are kept together', () => {
    const pictures = study({
      images: { labels: { from: 'folder' }, patients: { from: 'none' }, alike: 'apart' },
    });
    const { parts } = found(cohort(), pictures);
    const groups = [
      [parts.test[0], parts.folds[1].valid[0], parts.folds[1].valid[1]],
      [parts.folds[0].valid[0], parts.folds[0].valid[1]],
    ];
    const looked = found(cohort(), pictures, groups);
    expect(looked.findings.find((f) => f.key === 'picturesAcrossParts')).toMatchObject({
      params: { groups: 1, rows: 3, test: 1, copies: 2 },
      fixes: [{ key: 'picturesTogether' }],
    });
    expect(
      keys(found(cohort(), pictures, [[parts.folds[0].valid[0], parts.folds[0].valid[1]]]), 'fine'),
    ).toContain('pictureCopiesKept');
  });

  it('look at no outcome of the test part', () => {
    const base = cohort();
    const { parts } = found(base);
    const turned = { ...base, target: { ...base.target, y: base.target.y.slice() } };
    for (const row of parts.test) turned.target.y[row] = 1 - turned.target.y[row];
    const input = (of: typeof base) => ({
      study: study(),
      table: { n: N, columns: [] },
      profile: [],
      ...of,
      parts,
      dev: parts.dev,
      site: null,
      alikeIn: alikeInPieces,
      alikePictures: null,
    });
    expect(checkLeaks(input(turned))).toEqual(checkLeaks(input(base)));
  });
});

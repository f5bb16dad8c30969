import { describe, expect, it } from 'vitest';
import type { Dataset, Target } from '../data/dataset';
import { families } from '../models';
import { proposeSteps } from '../prep/propose';
import { cat, num, table } from '../prep/test-tables';
import { makeParts } from '../split/make-parts';
import { emptyStudy } from '../study/defaults';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { checkStudy } from '.';
import { applyFix } from './quality/finding';

const N = 1200;
const random = rng('guard');
const features = () =>
  table(
    {
      age: num(...Array.from({ length: N }, (_, i) => (i === 777 ? null : 40 + (i % 40)))),
      sex: cat(Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 'F' : 'M'))),
    },
    N,
  );
const outcome = (y: number[] = Array.from({ length: N }, () => +(random.next() < 0.4))): Target => ({
  kind: 'binary',
  classes: ['no', 'yes'],
  y: Float64Array.from(y),
});

function study(change: (study: Study) => Partial<Study> = () => ({})): Study {
  const base: Study = {
    ...emptyStudy('s'),
    task: { kind: 'binary', target: 'disease', classes: ['no', 'yes'] },
    steps: proposeSteps(features()),
  };
  // A family whose models hold rows is warned of.
  const sound = families.filter(({ holdsRows }) => !holdsRows);
  base.search = { ...base.search, space: Object.fromEntries(sound.map((f) => [f.name, f.space()])) };
  return { ...base, ...change(base) };
}

const keys = (s: Study, data: Dataset, target: Target) => {
  const found = checkStudy(s, data, target, null);
  for (const { level, key, error } of found) expect(error?.code).toBe(level === 'stop' ? key : undefined);
  return found.map((f) => f.key);
};

describe('checkStudy', () => {
  it('finds nothing against a sound study', () => {
    const target = outcome();
    const parts = makeParts(study().split, target, features().unit, 1);
    // 240 test rows, of whom 40 % have the outcome: 96 are fewer than 100.
    expect(checkStudy(study(), features(), target, parts).map((f) => f.key)).toEqual(['fewEvents']);
    const larger = study(({ split }) => ({ split: { ...split, test: { kind: 'holdout', share: 0.4 } } }));
    expect(
      checkStudy(larger, features(), target, makeParts(larger.split, target, features().unit, 1)),
    ).toEqual([]);
  });

  it('counts events and non-events of the test part', () => {
    const y = Array.from({ length: N }, (_, i) => +(i % 5 > 0));
    const target = outcome(y);
    const [found] = checkStudy(
      study(),
      features(),
      target,
      makeParts(study().split, target, features().unit, 1),
    );
    expect(found).toEqual({
      level: 'warn',
      key: 'fewEvents',
      params: { events: 192, nonEvents: 48, wanted: 100 },
      fixes: [{ key: 'nested', columns: [] }],
    });
    // The click leads to a study in which every row is tested: nothing is too small, and given validation rows are gone.
    const given = study(({ split }) => ({ split: { ...split, validation: { kind: 'rows', rows: [1] } } }));
    const fixed = applyFix(given, (found.fixes ?? [])[0]);
    expect(fixed.split.test).toEqual({ kind: 'kfold', k: 5, repeats: 3 });
    expect(fixed.split.validation).toEqual({ kind: 'kfold', k: 5 });
    expect(checkStudy(fixed, features(), target, makeParts(fixed.split, target, features().unit, 1))).toEqual(
      [],
    );
  });

  it('stops at an outcome that cannot be learned', () => {
    const at = (y: number[], change: Partial<Target> = {}) =>
      keys(study(), features(), { ...outcome(y), ...change });
    expect(at(Array(N).fill(Number.NaN))).toEqual(['target.allMissing']);
    expect(at(Array(N).fill(1))).toEqual(['target.oneClass']);
    expect(at([...Array(10).fill(0), ...Array(9).fill(1)])).toEqual(['target.tooFewRows']);
    expect(at([...Array(100).fill(0), ...Array(9).fill(1)])).toEqual(['target.tooFewPerClass']);
    expect(at([...Array(10).fill(0), ...Array(10).fill(1)])).toEqual([]);
    const levels = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
    const many = (n: number) =>
      at(
        Array.from({ length: N }, (_, i) => i % n),
        { kind: 'multiclass', classes: levels(n) },
      );
    expect(many(51)).toEqual(['target.tooManyClasses']);
    expect(many(50)).toEqual([]);
    expect(at(Array(19).fill(3.5), { kind: 'regression', classes: [] })).toEqual(['target.tooFewRows']);
    expect(
      keys(
        study(() => ({ task: null })),
        features(),
        outcome(),
      ),
    ).toEqual(['target.none']);
  });

  it('names the rarest class and how many rows it has', () => {
    const found = checkStudy(
      study(),
      features(),
      outcome([...Array(100).fill(0), ...Array(9).fill(1)]),
      null,
    );
    expect(found[0].error).toEqual({
      code: 'target.tooFewPerClass',
      details: { name: 'disease', level: 'yes', got: 9, wanted: 10 },
      kind: 'input',
    });
  });

  it('stops without features, and warns of empty and identifying ones', () => {
    expect(keys(study(), table({}, N), outcome())).toEqual(['features.none']);
    const empty = num(...Array(N).fill(null));
    expect(keys(study(), table({ empty }, N), outcome())).toEqual(['features.allMissing']);
    const data = features();
    data.cols.set('empty', empty);
    const planned = study(() => ({
      columns: [
        { name: 'mrn', type: 'identifier', role: 'feature', stored: true },
        { name: 'id', type: 'identifier', role: 'patient', stored: true },
        { name: 'memo', type: 'text', identifier: 'freeText', role: 'feature', stored: true },
        { name: 'dob', type: 'date', identifier: 'birthDate', role: 'feature', stored: true },
        { name: 'los', type: 'integer', known: 'no', role: 'feature', stored: true },
      ],
    }));
    const found = checkStudy(planned, data, outcome(), null);
    expect(found.map(({ level, key, params }) => [level, key, params.name])).toEqual([
      ['stop', 'features.identifier', 'mrn'],
      ['stop', 'features.identifier', 'memo'],
      ['warn', 'emptyFeature', 'empty'],
      ['warn', 'notKnownFeature', 'los'],
    ]);
  });

  it('stops at steps that leave categories or gaps, even a single gap in a row far down', () => {
    const without = (name: string) => study(({ steps }) => ({ steps: steps.filter((s) => s.step !== name) }));
    expect(keys(without('one-hot'), features(), outcome())).toEqual(['prep.categoryLeft']);
    const [found] = checkStudy(without('impute'), features(), outcome(), null);
    expect(found.error).toEqual({
      code: 'prep.missingLeft',
      details: { name: 'age', count: 1 },
      kind: 'input',
    });
    const wrong = study(() => ({ steps: [{ id: 'x', step: 'impute', params: { numeric: 'zero' } }] }));
    expect(keys(wrong, features(), outcome())).toEqual(['prep.badParameter']);
  });

  it('warns of an event with a follow-up time and no horizon', () => {
    const base = study();
    const followed = {
      ...base,
      columns: [
        ...base.columns,
        { name: 'time', type: 'integer' as const, role: 'time' as const, known: 'no' as const, stored: true },
      ],
    };
    const found = checkStudy(followed, features(), outcome(), null);
    expect(found.map((f) => [f.key, f.params])).toContainEqual(['noHorizon', { time: 'time' }]);
    const task = { ...followed.task!, survival: { time: 'time', horizon: 365, event: 'yes' } };
    expect(keys({ ...followed, task }, features(), outcome())).not.toContain('noHorizon');
    const when = followed.columns.map((c) => (c.name === 'time' ? { ...c, known: undefined } : c));
    expect(keys({ ...followed, columns: when }, features(), outcome())).not.toContain('noHorizon');
  });

  it('warns that predicted probabilities are no risks any more', () => {
    const over = study(({ steps }) => ({ steps: [...steps, { id: 'o', step: 'over-sample', params: {} }] }));
    expect(keys(over, features(), outcome())).toEqual(['resampled']);
    const weighted = study(({ training }) => ({ training: { ...training, classWeights: 'balanced' } }));
    expect(keys(weighted, features(), outcome())).toEqual(['classWeights']);
    const amount = { ...weighted, task: { kind: 'regression' as const, target: 'stay', classes: [] } };
    amount.search = { ...amount.search, metric: 'rmse' };
    const stay: Target = {
      kind: 'regression',
      classes: [],
      y: Float64Array.from({ length: N }, (_, i) => i % 9),
    };
    expect(keys(amount, features(), stay)).toEqual([]);
  });

  it('warns that rows of patients would leave with the model', () => {
    const similar = study(({ steps }) => ({
      steps: [{ id: 'k', step: 'impute-knn', params: {} }, ...steps.slice(1)],
    }));
    expect(keys(similar, features(), outcome())).toEqual(['rowsKept']);
    const neighbours = study(({ search }) => ({
      search: { ...search, space: { ...search.space, 'nearest-neighbours': {} } },
    }));
    expect(keys(neighbours, features(), outcome())).toEqual(['rowsOfModel']);
  });

  it('warns that directions are kept by trees alone', () => {
    const directed = (space: Study['search']['space']) =>
      study(({ search, training }) => ({
        columns: [{ name: 'age', type: 'integer', role: 'feature', stored: true }],
        search: { ...search, space },
        training: { ...training, directions: { age: 'rises' } },
      }));
    const found = (...names: string[]) =>
      keys(directed(Object.fromEntries(names.map((name) => [name, {}]))), features(), outcome());
    expect(found('boosted-trees', 'random-forest')).toEqual([]);
    expect(found('elastic-net', 'random-forest')).toEqual(['directionsOfSome']);
    expect(found('elastic-net', 'mlp')).toEqual(['directionsOfNone']);
  });

  it('stops at a search with nothing in it, and puts what stops before what warns', () => {
    const searching = (change: Partial<Study['search']>) =>
      study(({ search }) => ({ search: { ...search, ...change } }));
    expect(keys(searching({ space: {} }), features(), outcome())).toEqual(['space.empty']);
    expect(keys(searching({ budget: { trials: 0, minutes: 5 } }), features(), outcome())).toEqual([
      'budget.zero',
    ]);
    expect(keys(searching({ budget: { trials: 5, minutes: 0 } }), features(), outcome())).toEqual([
      'budget.zero',
    ]);
    expect(keys(searching({ metric: 'rmse' }), features(), outcome())).toEqual(['study.invalid']);
    expect(keys(searching({ metric: 'logLoss' }), features(), outcome())).toEqual([]);
    expect(keys(searching({ strategy: 'oracle' }), features(), outcome())).toEqual(['study.invalid']);
    expect(keys(searching({ pruner: 'oracle' }), features(), outcome())).toEqual(['study.invalid']);
    const data = features();
    data.cols.set('empty', num(...Array(N).fill(null)));
    expect(keys(searching({ space: {} }), data, outcome())).toEqual(['space.empty', 'emptyFeature']);
  });
});

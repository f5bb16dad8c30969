import { describe, expect, it } from 'vitest';
import type { Table } from '../../data/dataset';
import type { Progress } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import { openTrainer } from '../../train/open-trainer';
import { thresholdOf, winnerOf } from '../finish';
import { ready } from '../prepare';
import { mixedStudy, mixedTable, ROWS, searched } from '../testing';
import { evaluateTested, outerOf } from './evaluate-tested';
import { type OuterRun, runOuterFolds } from './outer';
import type { Tested } from './tested';

const SITES: Study['split']['test'] = { kind: 'sites' };

/** The mixed study with the ward as its hospital, tested in turns. */
function study(kind: 'binary' | 'multiclass' | 'regression', test: Study['split']['test']): Study {
  const base = mixedStudy(kind);
  return {
    ...base,
    columns: base.columns.map((c) => (c.name === 'ward' ? { ...c, role: 'site' as const } : c)),
    split: { ...base.split, test },
  };
}

async function outerRun(table: Table, of: Study, changed: Partial<OuterRun> = {}): Promise<OuterRun> {
  const trainer = await openTrainer('cpu');
  const { journal, clock, ready: whole } = await searched(table, of, trainer);
  return {
    study: of,
    ready: whole,
    trials: journal.state.trials,
    journal,
    trainer,
    clock,
    maker: null,
    signal: new AbortController().signal,
    report: () => {},
    readyFor: (other) => ready(table, other),
    ...changed,
  };
}

const of = ({ rows, p, fold }: Tested, outer: number) => ({
  rows: [...rows].filter((_, i) => fold[i] === outer),
  p: [...p].filter((_, i) => fold[i] === outer),
});

describe('leaving each hospital out', () => {
  it('tests every row of a known hospital once, by models that have not seen its hospital', async () => {
    const table = mixedTable('binary');
    const of1 = study('binary', SITES);
    const first = await runOuterFolds(await outerRun(table, of1));
    const ward = table.columns.find((c) => c.name === 'ward')?.column;
    if (ward?.kind !== 'cat') throw new Error('wards are categories');
    const known = [...ward.codes.keys()].filter((row) => ward.codes[row] >= 0);
    expect([...first.rows].sort((a, b) => a - b)).toEqual(known);
    for (const outer of [0, 1, 2])
      expect(new Set(of(first, outer).rows.map((row) => ward.codes[row])).size).toBe(1);

    // Whatever the outcomes of a hospital are, its predictions stay; those by models that learned from it change.
    const held = new Set(of(first, 0).rows);
    const outcome = table.columns.find((c) => c.name === 'outcome');
    if (outcome?.column.kind !== 'cat') throw new Error('outcomes are categories');
    const { codes } = outcome.column;
    const turned: Table = {
      ...table,
      columns: table.columns.map((c) =>
        c === outcome
          ? {
              ...c,
              column: {
                ...outcome.column,
                codes: codes.map((code, row) => (held.has(row) ? 1 - code : code)),
              },
            }
          : c,
      ) as Table['columns'],
    };
    const second = await runOuterFolds(await outerRun(turned, of1));
    expect(of(second, 0)).toEqual(of(first, 0));
    expect(of(second, 1).p).not.toEqual(of(first, 1).p);
  });

  it('is evaluated as pooled, and each hospital by itself', async () => {
    const of1 = study('binary', SITES);
    const run = await outerRun(mixedTable('binary'), of1);
    const tested = await runOuterFolds(run);
    const best = await winnerOf(run.journal, () => run.ready);
    const evaluation = await evaluateTested(
      run.ready,
      of1,
      { ...tested, threshold: thresholdOf(best) },
      'sites+3-fold',
      outerOf(of1, run.journal.state.outers),
    );
    expect(evaluation.outer).toEqual({ kind: 'sites', folds: 3, repeats: 1, failed: [] });
    expect(evaluation.sites?.map(({ site }) => site)).toEqual(['east', 'north', 'west']);
    expect(evaluation.n).toBe(tested.rows.length);
    // Patients have visits in several hospitals, so that DeLong's interval is out of the question.
    expect(evaluation.metrics.auroc.method).toBe('cluster-bootstrap');
    expect(evaluation.metrics.auroc.low).toBeLessThan(evaluation.metrics.auroc.estimate);
    expect(tested.baseline?.length).toBe(tested.rows.length);
  });
});

it('tries what was tried by hand in every fold, and waits for nobody', async () => {
  const by = study('binary', SITES);
  const manual = { ...by, search: { ...by.search, strategy: 'manual', budget: { trials: 1, minutes: 60 } } };
  const tried = { family: 'logistic', params: { learningRate: 0.05 } };
  const run = await outerRun(mixedTable('binary'), by);
  const [one] = run.trials;
  const trials = [{ ...one, config: tried, why: { code: 'hand', details: {} } }];
  await runOuterFolds({ ...run, study: manual, trials });
  const folds = run.journal.all().flatMap((event) => (event.type === 'outer.finished' ? [event.config] : []));
  expect(folds).toEqual([tried, tried, tried]);
});

describe('nested cross-validation', () => {
  const nested: Study['split']['test'] = { kind: 'kfold', k: 3, repeats: 2 };

  it.each(['binary', 'multiclass', 'regression'] as const)(
    'tests every row once a repeat (%s)',
    async (kind) => {
      const tested = await runOuterFolds(await outerRun(mixedTable(kind), study(kind, nested)));
      const known = ready(mixedTable(kind), study(kind, nested)).parts.dev;
      for (const repeat of [0, 1]) {
        const rows = [...tested.rows].filter((_, i) => tested.repeat[i] === repeat).sort((a, b) => a - b);
        expect(rows).toEqual([...known]);
      }
      const width = kind === 'multiclass' ? 3 : 1;
      expect(tested.p.length).toBe(tested.rows.length * width);
      expect(tested.thresholds?.length ?? 0).toBe(kind === 'binary' ? tested.rows.length : 0);
      expect(tested.p.every(Number.isFinite)).toBe(true);
    },
  );

  it('goes on after a cancel with the folds that are left, and ends as without it', async () => {
    const whole = await runOuterFolds(await outerRun(mixedTable('binary'), study('binary', nested)));
    const controller = new AbortController();
    const seen: number[] = [];
    const run = await outerRun(mixedTable('binary'), study('binary', nested), {
      signal: controller.signal,
      report: ({ done }: Progress) => {
        seen.push(done);
        if (done === 2) controller.abort();
      },
    });
    await expect(runOuterFolds(run)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(run.journal.state.outers.map(({ fold }) => fold.outer)).toEqual([0, 1]);
    const again = await runOuterFolds({ ...run, signal: new AbortController().signal, report: () => {} });
    expect(again).toEqual(whole);
    expect(seen).toEqual([0, 1, 2]);
  });

  describe('a decision after the search', () => {
    const nestedOnce: Study['split']['test'] = { kind: 'kfold', k: 3, repeats: 1 };
    const strict = (of1: Study): Study => ({
      ...of1,
      evaluation: {
        ...of1.evaluation,
        threshold: { rule: 'sensitivity', value: 0.95 },
        recalibration: 'platt',
      },
    });

    it('that is changed after the folds were tested holds for them, and nothing is searched again', async () => {
      const plain = study('binary', nestedOnce);
      const run = await outerRun(mixedTable('binary'), plain);
      const before = await runOuterFolds(run);
      const events = run.journal.all().length;
      const after = await runOuterFolds({ ...run, study: strict(plain) });
      expect(run.journal.all().length).toBe(events);
      const afresh = await runOuterFolds(await outerRun(mixedTable('binary'), strict(plain)));
      expect(after).toEqual(afresh);
      expect(after.raw).toEqual(before.raw);
      expect(after.p).not.toEqual(before.p);
      expect(after.thresholds).not.toEqual(before.thresholds);
    });

    it('a fold that was kept without what it follows from is done again, in its own place', async () => {
      const plain = study('binary', nestedOnce);
      const run = await outerRun(mixedTable('binary'), plain);
      await runOuterFolds(run);
      const [first] = run.journal.state.outers;
      const { outOfFold: _, ...old } = await run.journal
        .getBlob<Tested & { outOfFold?: unknown }>(first.blob ?? '')
        .then((blob) => blob ?? Promise.reject(new Error('a blob')));
      await run.journal.putBlob(first.blob ?? '', old);
      const events = run.journal.all().length;
      const after = await runOuterFolds({ ...run, study: strict(plain) });
      expect(run.journal.all().length).toBe(events + 1);
      expect(run.journal.state.outers.map(({ fold }) => fold.outer)).toEqual([0, 1, 2]);
      expect(after).toEqual(await runOuterFolds(await outerRun(mixedTable('binary'), strict(plain))));
    });
  });

  it('a fold without a model is said, and its rows are in no number', async () => {
    const run = await outerRun(mixedTable('binary'), study('binary', { kind: 'kfold', k: 3, repeats: 1 }));
    let calls = 0;
    const tested = await runOuterFolds({
      ...run,
      readyFor: (other) => {
        if (calls++ === 1) throw new BenchsideError('split.tooFewGroups', { got: 1, wanted: 4 });
        return ready(mixedTable('binary'), other);
      },
    });
    expect(tested.rows.length).toBeLessThan(ROWS);
    expect(outerOf(run.study, run.journal.state.outers).outer?.failed).toEqual(['2']);
  });
});

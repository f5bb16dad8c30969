import { describe, expect, it, test } from 'vitest';
import type { Table } from '../../data/dataset';
import { schemeOf } from '../../split/scheme';
import { scoreNames } from '../../study/existing-scores';
import type { ColumnPlan, Study } from '../../study/schema';
import { openTrainer } from '../../train/open-trainer';
import { winnerOf, withScores } from '../finish';
import { mixedStudy, mixedTable, ROWS, searched, texts } from '../testing';
import { evaluateTested } from './evaluate-tested';
import { testModel } from './test-model';

const quiet = { signal: new AbortController().signal, report: () => {} };

/** The mixed table with a score that runs against the outcome, a reader's call, and one patient a row. */
function tableWithScores(): { table: Table; study: Study } {
  const table = mixedTable('binary');
  const outcome = table.columns.find((c) => c.name === 'outcome')?.column;
  if (outcome?.kind !== 'cat') throw new Error('outcomes are categories');
  const ill = Array.from(outcome.codes, (code) => outcome.dict[code] === 'yes');
  const score = Float64Array.from(ill, (yes, i) =>
    i % 9 === 0 ? Number.NaN : (yes ? 3 : 5) + ((i * 7) % 4),
  );
  const call = texts(
    ill.map((yes, i) => (i % 6 === 0 ? !yes : yes)).map((said) => (said ? 'likely' : 'not likely')),
  );
  const base = mixedStudy('binary');
  const plan = (name: string, type: ColumnPlan['type']): ColumnPlan => ({
    name,
    type,
    role: 'score',
    stored: true,
  });
  return {
    table: {
      ...table,
      columns: [
        ...table.columns.filter((c) => c.name !== 'patient'),
        { name: 'bedside', column: { kind: 'num', v: score } },
        { name: 'reader', column: call },
      ],
    },
    study: {
      ...base,
      columns: [
        ...base.columns.filter((c) => c.name !== 'patient'),
        plan('bedside', 'integer'),
        plan('reader', 'binary'),
      ],
      split: { ...base.split, test: { kind: 'holdout', share: 0.4 } },
    },
  };
}

async function evaluated(table: Table, study: Study) {
  const trainer = await openTrainer('cpu');
  const run = await searched(table, study, trainer);
  const winner = await winnerOf(run.journal, () => run.ready);
  const { tested, predictor } = await testModel(winner, trainer, quiet);
  return {
    predictor,
    tested,
    evaluation: await evaluateTested(run.ready, study, tested, schemeOf(study.split), {}),
  };
}

describe('beside the winner', () => {
  it('stand a plain regression, an existing score and a reader, and none of them is an input', async () => {
    const { table, study } = tableWithScores();
    const { evaluation, predictor, tested } = await evaluated(table, study);
    expect(predictor.inputs.map(({ name }) => name)).toEqual([
      'age',
      'crp',
      'sex',
      'stage',
      'ward',
      'history',
    ]);
    const [plain, score, reader] = evaluation.comparisons ?? [];
    expect([plain.kind, score.kind, reader.kind]).toEqual(['logistic', 'score', 'call']);
    expect([plain.name, score.name, reader.name]).toEqual(['', 'bedside', 'reader']);
    expect(plain.n).toBe(tested.rows.length);
    expect(plain.difference.estimate.method).toBe('delong');
    expect(plain.difference.estimate.estimate).toBeCloseTo(
      evaluation.metrics.auroc.estimate - plain.metrics.auroc.estimate,
      10,
    );
    // Rows without a score are left out; low scores mean the outcome, and no AUROC is below one half for that.
    expect(score.n).toBe([...tested.rows].filter((row) => row % 9 !== 0).length);
    expect(score.metrics.auroc.estimate).toBeGreaterThan(0.6);
    // Five calls of six are right: McNemar has both kinds of disagreement.
    expect(reader.metrics.sensitivity.estimate).toBeGreaterThan(0.7);
    expect(reader.mcnemar?.onlyOther).toBeGreaterThan(0);
    expect(evaluation.binary?.decision.others.map(({ name }) => name)).toEqual(['', 'bedside', 'reader']);
    expect(evaluation.binary?.decision.others[0].netBenefit.length).toBe(
      evaluation.binary?.decision.thresholds.length,
    );
  });

  it('come after the search: what was ignored then is compared now, and a feature stays one', async () => {
    const { table, study } = tableWithScores();
    const ignoring: Study = {
      ...study,
      columns: study.columns.map((c) => (c.role === 'score' ? { ...c, role: 'ignore' } : c)),
    };
    const run = await searched(table, ignoring, await openTrainer('cpu'));
    const winner = await winnerOf(run.journal, () => run.ready);
    expect(winner.ready.scores).toEqual([]);
    const now: Study = {
      ...study,
      columns: study.columns.map((c) => (c.name === 'age' ? { ...c, role: 'score' } : c)),
    };
    const best = withScores(winner, table, now);
    expect(best.ready.scores.map(({ name }) => name)).toEqual(['bedside', 'reader']);
    expect(scoreNames(best.study.columns)).toEqual(['bedside', 'reader']);
    expect(best.study.columns.find(({ name }) => name === 'age')?.role).toBe('feature');
  });

  it('a model of numbers has a linear regression beside it', async () => {
    const { evaluation, tested } = await evaluated(mixedTable('regression'), mixedStudy('regression'));
    expect(tested.rows.length).toBeGreaterThan(ROWS / 5);
    const [plain] = evaluation.comparisons ?? [];
    expect(plain.difference.metric).toBe('rmse');
    expect(plain.difference.estimate.estimate).toBeCloseTo(
      evaluation.metrics.rmse.estimate - plain.metrics.rmse.estimate,
      10,
    );
    // Patients have several visits.
    expect(plain.difference.estimate.method).toBe('cluster-bootstrap');
  });
});

test('a recalibrated model tells its fit on the test rows without and with that', async () => {
  const { table, study } = tableWithScores();
  const plain = await evaluated(table, study);
  expect(plain.evaluation.recalibrated).toBeUndefined();
  const platt = { ...study, evaluation: { ...study.evaluation, recalibration: 'platt' as const } };
  const { evaluation } = await evaluated(table, platt);
  // Without it the model is the plain one; with it, it is what is evaluated.
  expect(evaluation.recalibrated?.before.brier).toBeCloseTo(plain.evaluation.metrics.brier.estimate, 6);
  expect(evaluation.recalibrated?.after.brier).toBeCloseTo(evaluation.metrics.brier.estimate, 6);
  expect(evaluation.recalibrated?.after.slope).toBeCloseTo(evaluation.metrics.calibrationSlope.estimate, 6);
  expect(evaluation.recalibrated?.after.slope).not.toBeCloseTo(evaluation.recalibrated?.before.slope ?? 0, 2);
});

import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { journalEventSchema } from '../../export/journal-schema';
import { replayJournal } from '../../study/journal-state';
import type { Study } from '../../study/schema';
import { openTrainer } from '../../train/open-trainer';
import { predictorOf, winnerOf } from '../finish';
import { mixedStudy, mixedTable, searched } from '../testing';
import { caseChoices, explainCase, explainInput } from './cases';
import { explainWinner } from './explain-winner';
import { oddsRatiosOf } from './odds';

const quiet = { signal: new AbortController().signal, report: () => {} };

async function finished(kind: 'binary' | 'multiclass' | 'regression', changed: Partial<Study> = {}) {
  const study = mixedStudy(kind, changed);
  const trainer = await openTrainer('cpu');
  const run = await searched(mixedTable(kind), study, trainer);
  const winner = await winnerOf(run.journal, () => run.ready);
  return { run, study, trainer, winner, predictor: await predictorOf(winner, trainer, null) };
}
const logistic = {
  ...mixedStudy('binary').search,
  space: { logistic: { learningRate: { kind: 'choice' as const, values: [0.03] } } },
  budget: { trials: 1, minutes: 60 },
};

describe.each(['binary', 'multiclass', 'regression'] as const)('%s', (kind) => {
  it('is explained in aggregates that survive the journal, and one patient adds up to the prediction', async () => {
    const { run, trainer, winner, predictor } = await finished(kind);
    const told = await explainWinner(winner, predictor, trainer, quiet, null);
    const { shap, part, dependence, outputs } = told.explanation;
    const width = Math.max(1, outputs.length);
    expect(part).toBe('test');
    expect(shap?.columns).toHaveLength(6);
    expect(shap?.columns.every((column) => column.outputs.length === width)).toBe(true);
    expect(shap?.columns.flatMap((c) => c.bins).every((bin) => bin.n >= 5)).toBe(true);
    expect(dependence.map((curve) => curve.column).sort()).toEqual(['age', 'crp', 'sex', 'stage', 'ward']);
    expect(dependence.every((curve) => curve.outputs.length === width)).toBe(true);

    await run.journal.append({ type: 'explained', search: 1, trial: winner.trial.trial, ...told });
    const lines = run.journal.all().map((event) => JSON.parse(JSON.stringify(event)));
    const read = lines.map((line) => v.parse(journalEventSchema, line));
    expect(replayJournal(read).explanation).toEqual(JSON.parse(JSON.stringify(told.explanation)));

    const names = told.importances.map(({ column }) => column);
    const [choice] = await caseChoices(winner, predictor, trainer, 3);
    const one = await explainCase(winner, predictor, trainer, choice.index, names, quiet);
    for (let o = 0; o < width; o++) {
      const sum = one.parts.reduce((all, { values }) => all + values[o], one.base[o]);
      expect(sum).toBeCloseTo(one.said[o], 6);
      expect(Math.abs(one.said[o] - one.predicted[o])).toBeLessThan(
        1e-6 * Math.max(1, Math.abs(one.said[o])),
      );
    }
    const typed = await explainInput(predictor, trainer, { age: '71', sex: 'F', history: 'DM' }, quiet);
    expect(typed.against).toBe('typical');
    expect(typed.parts.reduce((all, { values }) => all + values[0], typed.base[0])).toBeCloseTo(
      typed.said[0],
      6,
    );
  });
});

it('one logistic regression is explained exactly on the log odds; several averaged are not', async () => {
  const one = await finished('binary', { search: logistic, final: 'refit' });
  const told = await explainWinner(one.winner, one.predictor, one.trainer, quiet, null);
  expect(told.explanation.shap).toMatchObject({ method: 'linear', scale: 'logit', complete: true });
  const several = await finished('binary', { search: logistic, final: 'bagged' });
  const other = await explainWinner(several.winner, several.predictor, several.trainer, quiet, null);
  expect(other.explanation.shap).toMatchObject({ method: 'kernel', scale: 'probability' });
});

const grown = (family: string, key: string) => ({
  ...mixedStudy('binary').search,
  space: { [family]: { [key]: { kind: 'choice' as const, values: [15] } } },
});

it('trees are explained exactly, on the scale on which they add up', async () => {
  const forest = await finished('binary', { search: grown('random-forest', 'trees'), final: 'bagged' });
  const told = await explainWinner(forest.winner, forest.predictor, forest.trainer, quiet, null);
  expect(told.explanation.shap).toMatchObject({ method: 'trees', scale: 'probability', complete: true });
  const names = told.importances.map(({ column }) => column);
  const one = await explainCase(forest.winner, forest.predictor, forest.trainer, 0, names, quiet);
  expect(one).toMatchObject({ method: 'trees', against: 'development' });
  const sum = one.parts.reduce((all, { values }) => all + values[0], one.base[0]);
  expect(sum).toBeCloseTo(one.predicted[0], 6);

  const boosted = grown('boosted-trees', 'rounds');
  const single = await finished('binary', { search: boosted, final: 'refit' });
  const logit = await explainWinner(single.winner, single.predictor, single.trainer, quiet, null);
  expect(logit.explanation.shap).toMatchObject({ method: 'trees', scale: 'logit' });
  const several = await finished('binary', { search: boosted, final: 'bagged' });
  const other = await explainWinner(several.winner, several.predictor, several.trainer, quiet, null);
  expect(other.explanation.shap).toMatchObject({ method: 'kernel', scale: 'probability' });
});

it('one patient’s explanation tells how far it is, and ends when asked to', async () => {
  const { trainer, predictor } = await finished('binary');
  const seen: number[] = [];
  const row = { age: '71', sex: 'F' };
  const { signal } = quiet;
  await explainInput(predictor, trainer, row, { signal, report: ({ done }) => seen.push(done) });
  expect(seen.length).toBeGreaterThan(1);
  const stopped = new AbortController();
  const asked = explainInput(predictor, trainer, row, {
    signal: stopped.signal,
    report: () => stopped.abort(),
  });
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

it('odds ratios: gaps filled by the study’s own step, or rows with gaps left out', async () => {
  const { run, study } = await finished('binary', { search: logistic });
  const complete = oddsRatiosOf(run.ready, study, 'complete', quiet);
  const imputed = oddsRatiosOf(run.ready, study, 'imputed', quiet);
  expect(complete.left).toBeGreaterThan(0);
  expect([imputed.left, imputed.missing, imputed.n]).toEqual([0, 'imputed', run.ready.parts.dev.length]);
  expect(imputed.filled).toBeGreaterThan(0);
  expect(imputed.clustered).toBe(true);
  const age = imputed.variables.find(({ name }) => name === 'age')!.terms[0].adjusted!;
  expect(age.beta).toBeGreaterThan(0);
  expect(age.low).toBeGreaterThan(0);
});

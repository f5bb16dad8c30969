import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeBundle } from '../../export/bundle';
import { splitsOf } from '../../export/bundle-parts';
import { testVectors } from '../../export/test-vectors';
import { toldJournal, toldStudy } from '../../export/told';
import { steps } from '../../prep/index';
import { openTrainer } from '../../train/open-trainer';
import { countedIn } from '../counted';
import { evaluateTested } from '../evaluation/evaluate-tested';
import { testModel } from '../evaluation/test-model';
import { predictorOf, winnerOf } from '../finish';
import { searched } from '../testing';
import {
  type Cells,
  pipelineWith,
  RECORD_TEST,
  readCells,
  recordCells,
  recordStudy,
} from '../testing-record';

// What nobody else has is planted in a file, the study is run to its end, and every byte of the whole bundle is
// searched for it.

/** A level of so many patients each; two rows are a patient. */
const LEVELS = { 1: 'canaryone', 2: 'canarytwo', 3: 'canarythree', 4: 'canaryfour', 5: 'commonfive' };
const WORD = 'canaryword';
/** Neither the lowest nor the highest of its column: an extent or a percentile may be a row's own value. */
const NUMBER = 1.2345678901;
const isTest = new Set(RECORD_TEST);

/** Development rows, one a patient: every fourth row is of the test part, and its patient has the row behind it too. */
const DEVELOPMENT = Array.from({ length: 160 }, (_, row) => row).filter((row) => row % 4 === 2);

function planted(kind: Parameters<typeof recordCells>[0]): Cells[] {
  const rows = recordCells(kind).map((row): Cells => ({ ...row, patient: `canarypatient-${row.patient}` }));
  let next = 0;
  for (const [count, level] of Object.entries(LEVELS))
    for (let i = 0; i < Number(count); i++, next++) {
      const row = rows[DEVELOPMENT[next]];
      row.diagnosis = level;
      row.ward = level;
      row.history = `I10|${level}`;
    }
  rows[DEVELOPMENT[30]].note = `stable ${WORD}`;
  rows[DEVELOPMENT[31]].crp = String(NUMBER).replace('.', ',');
  rows[DEVELOPMENT[32]].spelling = 'canaryspelling';
  // And in the test part, which no step has seen.
  rows[RECORD_TEST[3]].diagnosis = 'canarytest';
  return rows;
}

const withWards = (rows: Cells[]): Cells[] =>
  rows.map(({ ward = 'west', spelling = 'east', outcome, ...row }, i) => ({
    ...row,
    ward,
    spelling: i % 3 === 0 ? 'west' : spelling,
    outcome,
  }));

describe.each(steps.map(({ name }) => name))('a bundle of a model with %s', (step) => {
  it('holds no level, word, number or patient that could be somebody', async () => {
    const kind = step.startsWith('impute') ? 'regression' : 'binary';
    const { table } = await readCells(withWards(planted(kind)));
    const base = recordStudy(kind, { steps: pipelineWith(step) });
    const own = (name: string) => ({
      name,
      type: 'nominal' as const,
      role: 'feature' as const,
      stored: true,
    });
    const study = {
      ...base,
      columns: [
        ...base.columns,
        own('ward'),
        { ...own('spelling'), same: { canaryspelling: 'east', west: 'west' } },
      ],
    };
    const trainer = await openTrainer('cpu');
    const run = await searched(table, study, trainer);
    expect(run.journal.state.trials.map((trial) => trial.state)).toEqual(['finished']);
    const winner = await winnerOf(run.journal, () => run.ready);
    const watch = { signal: new AbortController().signal, report: () => {}, maker: null };
    const { tested } = await testModel(winner, trainer, watch);
    const evaluation = await evaluateTested(run.ready, winner.study, tested, 'holdout', {});
    await run.journal.append({ type: 'evaluated', search: 1, trial: 0, evaluation, blob: 'test' });

    const predictor = await predictorOf(winner, trainer, evaluation);
    const vectors = await testVectors(predictor, trainer.predict.bind(trainer), study.seed);
    const counted = countedIn(run.ready, winner.study);
    const zip = await writeBundle({
      predictor,
      study: toldStudy(winner.study, counted),
      journal: toldJournal(run.journal.all(), counted),
      splits: splitsOf(run.ready.data.n, run.ready.parts),
      ...(vectors && { vectors }),
    });
    const files = Object.entries(unzipSync(zip));
    expect(files.map(([path]) => path)).toEqual(
      expect.arrayContaining(['preprocess.json', 'test-vectors.json', 'model-card.md', 'splits.json']),
    );
    for (const [path, bytes] of files) {
      const content = strFromU8(bytes, true);
      expect(/.{0,40}canary.{0,20}/.exec(content)?.[0], path).toBeUndefined();
      // Donors are rows, and a person is asked before these leave; a quantile of few rows is a row's own value.
      if (step !== 'impute-knn' && step !== 'quantile')
        expect(content.includes('1.23456789'), path).toBe(false);
    }
    // What five patients have may be told: the test would find a level if it were there.
    expect(strFromU8(unzipSync(zip)['preprocess.json'])).toContain(LEVELS[5]);
    expect(isTest.has(DEVELOPMENT[0])).toBe(false);
  });
});

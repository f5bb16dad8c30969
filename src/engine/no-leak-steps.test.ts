import { describe, expect, it } from 'vitest';
import { profileTable } from '../data/profile';
import type { ReadResult } from '../data/profile-types';
import { tableOneDefaults } from '../evaluate/table-one/types';
import { misread } from '../guard/misread';
import { checkQuality } from '../guard/quality';
import { steps } from '../prep/index';
import { rng } from '../study/random';
import type { Study, Task } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import { compareStep } from './compare';
import { predictorOf, winnerOf } from './finish';
import { flowOf } from './flow';
import { outcomeOf, prepareFold, ready, takeDev } from './prepare';
import { tableOneOf } from './table-one';
import { searched } from './testing';
import { type Cells, pipelineWith, RECORD_TEST, readCells, recordCells, recordStudy } from './testing-record';

const every = steps.map(({ name }) => name);
const ctx = { signal: new AbortController().signal, report: () => {} };

/** Other cells in the given rows, of levels that others have or (`strange`) that nobody has; the patient stays. */
function changedIn(cells: Cells[], rows: ArrayLike<number>, strange: boolean): Cells[] {
  const random = rng('changed rows');
  const changed = new Set(Array.from(rows));
  const pick = <T>(from: readonly T[]): T => from[random.int(from.length)];
  const other = (row: Cells): Cells => ({
    ...pick(cells),
    age: pick(['', '-9', '1000', '3']),
    crp: pick(['', '1000,5', strange ? '<0,01' : '7']),
    bp: pick(['', '300/1', strange ? 'not done' : '90/50']),
    seen: pick(['', '01/01/1971', strange ? 'yesterday' : '31/12/2030']),
    note: pick(['', 'stable stable fever', strange ? 'a wholly new sentence' : 'cough']),
    ...(strange && {
      sex: pick(['', 'X', 'female']),
      stage: pick(['', '77', 'IV']),
      grade: pick(['', 'extreme', 'low']),
      diagnosis: pick(['', 'E880', '250.00', 'Q99']),
      history: pick(['', 'V45|250.00', 'Q99']),
    }),
    patient: row.patient,
  });
  return cells.map((row, i) => (changed.has(i) ? other(row) : row));
}

/** What is fitted, and what the model would be trained on, in the given fold. */
function fittedOn(read: ReadResult, study: Study, fold: number) {
  const made = ready(read.table, study);
  const {
    steps: fitted,
    names,
    train,
  } = prepareFold(made, study, outcomeOf(made), made.parts.folds[fold], fold, 'embedded');
  return { fitted, names, train };
}

describe.each(every)('with %s', (step) => {
  const kinds: Task['kind'][] = step.endsWith('-sample')
    ? ['binary', 'multiclass']
    : ['binary', 'regression'];

  it.each(kinds)('%s: nothing of the test rows enters what is fitted', async (kind) => {
    const cells = recordCells(kind);
    const study = recordStudy(kind, { steps: pipelineWith(step) });
    const [before, after] = await Promise.all([
      readCells(cells),
      readCells(changedIn(cells, RECORD_TEST, true)),
    ]);
    for (const fold of [0, 1]) expect(fittedOn(after, study, fold)).toEqual(fittedOn(before, study, fold));
  });

  it.each(kinds)('%s: nothing of the validation rows does, levels known', async (kind) => {
    const cells = recordCells(kind);
    const study = recordStudy(kind, { steps: pipelineWith(step) });
    const before = await readCells(cells);
    const [fold] = ready(before.table, study).parts.folds;
    // The parts are drawn by the outcome: it stays, so that the same rows are in the fold.
    const changed = changedIn(cells, fold.valid, false).map((row, i) => ({
      ...row,
      outcome: cells[i].outcome,
    }));
    const after = await readCells(changed);
    expect(ready(after.table, study).parts).toEqual(ready(before.table, study).parts);
    expect(fittedOn(after, study, 0)).toEqual(fittedOn(before, study, 0));
    expect(fittedOn(after, study, 1)).not.toEqual(fittedOn(before, study, 1));
  });

  it('no outcome of the validation rows does', async () => {
    const read = await readCells(recordCells('binary'));
    const study = recordStudy('binary', { steps: pipelineWith(step) });
    const made = ready(read.table, study);
    const prepared = () => {
      const { steps: fitted, train } = prepareFold(made, study, null, made.parts.folds[0], 0, 'embedded');
      return { fitted, train };
    };
    const before = prepared();
    for (const row of made.parts.folds[0].valid) made.target.y[row] = 1 - made.target.y[row];
    expect(prepared()).toEqual(before);
  });
});

/** All that a person is shown, before the test set is opened, that looks at the outcome. */
async function shown({ table }: ReadResult, study: Study) {
  const made = ready(table, study);
  const { data, target, parts } = made;
  const profile = profileTable(table);
  const looking = ['strongAlone', 'valueTells', 'missingByOutcome', 'eventsPerVariable', 'rowsPerVariable'];
  const numbers = Uint32Array.from(parts.dev);
  const y = Float64Array.from(numbers, (row) => target.y[row]);
  return {
    flow: flowOf(made, study),
    misread: misread(study, takeDev(made, numbers), { ...target, y }),
    tableOne: tableOneOf(made, study, false, 'outcome', { ...tableOneDefaults(), pValues: true }),
    compared: await compareStep(made, study, 'target-encoding', ctx),
    quality: checkQuality({ study, table, profile, data, target, dev: parts.dev }).filter(({ key }) =>
      looking.includes(key),
    ),
  };
}

it.each(['binary', 'multiclass'] as const)(
  '%s: the flow, what is misread, Table 1, a comparison and findings of the outcome look at no test row',
  async (kind) => {
    const cells = recordCells(kind).map((row, i) => ({
      ...row,
      // A column that knows the answer, and gaps that come with it.
      age: row.outcome === 'no' ? '40' : String(80 + (i % 9)),
      crp: row.outcome === 'no' ? '' : row.crp,
    }));
    const study = recordStudy(kind, { steps: pipelineWith('target-encoding') });
    const before = await shown(await readCells(cells), study);
    if (kind === 'binary') expect(before.quality.map(({ key }) => key)).toContain('strongAlone');
    if (kind === 'binary') expect(before.quality.map(({ key }) => key)).toContain('valueTells');
    expect(before.flow.error).toBeNull();
    expect(await shown(await readCells(changedIn(cells, RECORD_TEST, true)), study)).toEqual(before);
    const others = Array.from({ length: RECORD_TEST.length }, (_, i) => i * 4 + 2);
    const dev = await shown(await readCells(changedIn(cells, others, false)), study);
    expect(dev.compared).not.toEqual(before.compared);
    expect(dev.tableOne).not.toEqual(before.tableOne);
  },
);

it.each(['bagged', 'refit'] as const)(
  '%s: scores, weights, steps, threshold and the bundle form know no test row, whatever the pipeline does',
  async (final) => {
    const cells = recordCells('binary');
    const study = recordStudy('binary', {
      final,
      steps: [
        ...pipelineWith('target-encoding').map((s) =>
          s.step === 'impute' ? { ...s, step: 'impute-knn' } : s,
        ),
        { id: 'select', step: 'select-mutual-information', params: { count: 12 } },
        { id: 'over', step: 'over-sample', params: {} },
      ],
    });
    const trainer = await openTrainer('cpu');
    const trained = async (of: Cells[]) => {
      const run = await searched((await readCells(of)).table, study, trainer);
      const winner = await winnerOf(run.journal, () => run.ready);
      return {
        trials: run.journal.state.trials,
        blob: winner.blob,
        predictor: await predictorOf(winner, trainer, null),
      };
    };
    const before = await trained(cells);
    expect(before.trials.map(({ state }) => state)).toEqual(['finished']);
    expect(await trained(changedIn(cells, RECORD_TEST, true))).toEqual(before);
  },
);

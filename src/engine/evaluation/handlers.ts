import { takeColumn } from '../../data/dataset';
import { typedColumns } from '../../data/typed-column';
import { recalibrationsOf } from '../../evaluate/recalibration/before-after';
import { subgroupsOf } from '../../evaluate/subgroups';
import { schemeOf } from '../../split/scheme';
import type { Clock } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { Winner } from '../finish';
import { foldsOf } from '../folds-of-rows';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { EvaluationApi } from './api';
import { partOf, type Tested } from './tested';

interface EvaluationHost {
  session: Session;
  clock: Clock;
  winner(study?: Study): Promise<Winner>;
  /** Resolves when the ensemble that the study wants stands in the journal. */
  chosen(study: Study): Promise<void>;
}

export const evaluationHandlers = ({
  session,
  clock,
  winner,
  chosen,
}: EvaluationHost): Handlers<EvaluationApi> => ({
  async chooseEnsemble({ study }) {
    await chosen(study);
    return null;
  },
  async recalibrations({ study }) {
    const best = await winner(study);
    const { ready, blob } = best;
    return recalibrationsOf(ready.target.kind, {
      y: Float64Array.from(blob.rows, (row) => ready.target.y[row]),
      p: blob.predictions,
      classes: ready.target.classes.length,
      fold: foldsOf(ready, blob.rows),
      row: blob.rows,
      unit: Int32Array.from(blob.rows, (row) => ready.data.unit[row]),
    });
  },
  async subgroups({ study, column: name }, { signal }) {
    const { journal } = session;
    const evaluated = journal.state.evaluation;
    const tested = evaluated && (await journal.getBlob<Tested>(evaluated.blob));
    if (!tested) throw new BenchsideError('evaluate.noModel');
    const best = await winner();
    const plan = study.columns.find((c) => c.name === name);
    const read = session.tableFor(study).columns.find((c) => c.name === name);
    if (!plan || !read) throw new BenchsideError('use.missingColumn', { name });
    // Its values become names of groups in the journal.
    if (plan.role === 'patient' || plan.identifier || plan.type === 'identifier' || plan.type === 'text')
      throw new BenchsideError('features.identifier', { name });
    const [[, column]] = typedColumns(read, plan, new Set(study.columns.map((c) => c.name)));
    const part = { ...partOf(best.ready, tested), scheme: schemeOf(best.study.split), seed: best.study.seed };
    const subgroup = await subgroupsOf(part, name, takeColumn(column, tested.rows), { signal, clock });
    const { search } = journal.state;
    await journal.append({ type: 'subgrouped', search, trial: evaluated.trial, subgroup });
    return subgroup;
  },
});

import { takeColumn } from '../../data/dataset';
import { typedColumns } from '../../data/typed-column';
import { recalibrationsOf } from '../../evaluate/recalibration/before-after';
import { subgroupsOf } from '../../evaluate/subgroups';
import { schemeOf } from '../../split/scheme';
import type { Clock } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { Winner } from '../finish';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { EvaluationApi } from './api';
import { partOf, type Tested } from './tested';

interface EvaluationHost {
  session: Session;
  clock: Clock;
  winner(study?: Study): Promise<Winner>;
}

/** Where there is one validation part, a recalibration is cross-fitted in so many of whole patients. */
const PARTS = 5;

/** The fold of each out-of-fold prediction. */
function foldsOf({ ready, blob }: Winner): Int32Array {
  const { folds } = ready.parts;
  // Slices that are not chosen have no prediction in any fold.
  const predicted = new Set(blob.rows);
  if (folds.length > 1)
    return Int32Array.from(
      folds.flatMap(({ valid }, f) =>
        Array.from(
          valid.filter((row) => predicted.has(row)),
          () => f,
        ),
      ),
    );
  const places = new Map<number, number>();
  return Int32Array.from(blob.rows, (row) => {
    const unit = ready.data.unit[row];
    const place = places.get(unit) ?? places.size;
    places.set(unit, place);
    return place % PARTS;
  });
}

export const evaluationHandlers = ({ session, clock, winner }: EvaluationHost): Handlers<EvaluationApi> => ({
  async recalibrations({ study }) {
    const best = await winner(study);
    const { ready, blob } = best;
    return recalibrationsOf(ready.target.kind, {
      y: Float64Array.from(blob.rows, (row) => ready.target.y[row]),
      p: blob.predictions,
      classes: ready.target.classes.length,
      fold: foldsOf(best),
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

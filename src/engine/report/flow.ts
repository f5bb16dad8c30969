import type { Table, Target } from '../../data/dataset';
import { withHandLabels } from '../../data/images/hand-labels';
import { followUpTimes, materialize } from '../../data/materialize';
import { outerFolds } from '../../split/outer-folds';
import type { Study, Task } from '../../study/schema';
import type { Ready } from '../prepare';
import type { FlowFacts, LeftReason, PartFacts } from './api';

/** Groups of fewer patients are not told apart in anything that leaves. */
const FEW = 5;

function partFacts(rows: Uint32Array, { kind, classes, y }: Target, unit: Int32Array): PartFacts {
  const counts = classes.map(() => 0);
  let sum = 0;
  for (const row of rows) {
    if (kind !== 'regression') counts[y[row]]++;
    sum += y[row];
  }
  return {
    rows: rows.length,
    patients: new Set(Array.from(rows, (row) => unit[row])).size,
    classes: counts,
    mean: kind === 'regression' && rows.length > 0 ? sum / rows.length : null,
  };
}

/** The reason of each row that is in no part; null where it is in one. */
function reasonsOf(table: Table, study: Study, task: Task, { target, parts }: Ready): (LeftReason | null)[] {
  const given = withHandLabels(table, study);
  const outcome = (of: Task) => materialize(given, study.columns, of).target?.y ?? new Float64Array();
  const { survival, ...plain } = task;
  const said = outcome(plain);
  const known = survival ? outcome(task) : said;
  const followed = survival ? followUpTimes(given, study.columns, survival.time) : null;
  const inPart = new Uint8Array(table.n);
  for (const rows of [parts.dev, parts.test]) for (const row of rows) inPart[row] = 1;
  return Array.from({ length: table.n }, (_, row) => {
    if (inPart[row]) return null;
    if (Number.isNaN(said[row])) return 'noOutcome';
    if (Number.isNaN(known[row])) return followed && !(followed[row] >= 0) ? 'noFollowUp' : 'shortFollowUp';
    return Number.isNaN(target.y[row]) ? 'copies' : 'otherRows';
  });
}

const REASONS = ['noOutcome', 'noFollowUp', 'shortFollowUp', 'copies', 'otherRows'] as const;

/** From the rows that were read to the parts, as TRIPOD (item 20a) and STARD draw it. */
export function flowOf(table: Table, study: Study, ready: Ready): FlowFacts {
  const { target, parts, data, site } = ready;
  const reasons = study.task ? reasonsOf(table, study, study.task, ready) : [];
  const all = Uint32Array.from({ length: table.n }, (_, row) => row);
  const folds = outerFolds(study.split, target, data.unit, study.seed, site).filter(
    ({ fold }) => fold.repeat === 0,
  );
  const tested = new Set(folds.flatMap(({ rows }) => [...rows]));
  const of = (rows: Uint32Array) => partFacts(rows, target, data.unit);
  return {
    read: table.n,
    patients: new Set(data.unit).size,
    left: REASONS.map((reason) => ({ reason, rows: reasons.filter((r) => r === reason).length })).filter(
      ({ rows }) => rows > 0,
    ),
    included: of(all.filter((row) => reasons[row] === null)),
    development: of(parts.dev),
    test: folds.length > 0 ? null : of(parts.test),
    outer: folds.map(({ fold, rows }) => {
      const part = of(rows);
      return { name: fold.name, part: part.patients < FEW ? null : part };
    }),
    untested: folds.length > 0 ? parts.dev.filter((row) => !tested.has(row)).length : 0,
  };
}

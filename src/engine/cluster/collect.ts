import { sha256Of } from '../../data/sha256';
import { splitsOf } from '../../export/bundle-parts';
import type { ClusterProject, FittedFold, OutcomeColumn } from '../../export/cluster/project';
import { groundsSum } from '../../export/cluster/project';
import { inputColumns } from '../../export/inputs';
import type { InputColumn } from '../../export/predictor';
import { toldSpellings, toldStudy } from '../../export/told';
import { memberWithoutRare, underTold } from '../../export/without-rare-levels';
import { rowsHeldBy } from '../../prep/holds-rows';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { isSettled, type JournalState, winningTrial } from '../../study/journal-state';
import type { ParamValues } from '../../study/params';
import type { Study } from '../../study/schema';
import { stableKey } from '../../study/stable-key';
import { combinedSteps, searchedSteps, stepParamsOf } from '../../study/steps-combined';
import { spaceOf, stepParam, studyOf } from '../../study/steps-in-space';
import { breathe } from '../../train/pacing';
import { countedIn, declaredIn } from '../counted';
import { ownBackbone } from '../images/backbone-maker';
import { outcomeOf, prepareFold, type Ready, resampledRows, takeDev } from '../prepare';
import { sampleFile } from '../sample-file';
import type { ClusterPlan } from './api';
import {
  expectTakeable,
  frozenSpace,
  isFrozen,
  pictureFolds,
  pictureIdentity,
  readsBackbone,
} from './pictures';
import { isTrainedElsewhere, readsElsewhere, spaceElsewhere } from './trained-elsewhere';

/** More combinations of steps than this are not fitted beforehand. */
const MOST_COMBINATIONS = 16;

/** How the project would search: what of the steps is tried there, and which trials are told of. */
interface Draft {
  study: Study;
  combinations: ParamValues[];
  fixed: ParamValues;
  space: ClusterProject['space'];
  trials: ClusterProject['trials'];
  /** What would train parts of a backbone is not searched there. */
  leftOut: boolean;
  /** Families that are searched here alone. */
  here: string[];
}

/** Throws what stands against it: see `ClusterApi`. */
function draftOf({ study, trials }: JournalState, rowsMayLeave: boolean): Draft {
  const best = study && winningTrial(trials, study.search.metric);
  if (!study || !best) throw new BenchsideError('train.noTrial');
  expectTakeable(study);
  const [held] = rowsHeldBy(study.steps);
  if (held && !rowsMayLeave) throw new BenchsideError('cluster.holdsRows', { step: held.step });
  const { space: trained, here } = spaceElsewhere(spaceOf(study), study.steps);
  const { space, leftOut } = frozenSpace(trained);
  const settled = trials
    .filter(isSettled)
    .filter(isFrozen)
    .filter((trial) => isTrainedElsewhere(trial) && !here.includes(trial.config.family));
  const combinations = combinedSteps(searchedSteps(study), MOST_COMBINATIONS);
  if (combinations) return { study, combinations, fixed: {}, space, trials: settled, leftOut, here };
  const fixed = stepParamsOf(best.config);
  return {
    study,
    combinations: [fixed],
    fixed,
    space: withoutSteps(space),
    // Scores under other steps would mislead.
    trials: settled.filter(({ config }) => stableKey(stepParamsOf(config)) === stableKey(fixed)),
    leftOut,
    here,
  };
}

const withoutSteps = (space: Draft['space']): Draft['space'] =>
  Object.fromEntries(
    Object.entries(space).map(([family, domains]) => [
      family,
      Object.fromEntries(Object.entries(domains).filter(([key]) => stepParam(key) === null)),
    ]),
  );

export function clusterPlan(state: JournalState): ClusterPlan {
  const { combinations, fixed, trials, leftOut, here } = draftOf(state, true);
  return {
    combinations: Object.keys(fixed).length > 0 ? 0 : combinations.length,
    trials: trials.filter(({ state: ended }) => ended === 'finished').length,
    leftOut,
    here,
  };
}

/** Everything the project holds; no level that fewer than five patients have. Throws `cancelled`. */
export async function collectProject(
  state: JournalState,
  readyFor: (study: Study) => Ready,
  rowsMayLeave: boolean,
  run: Pick<Ctx, 'signal' | 'report'>,
): Promise<ClusterProject> {
  const { combinations, ...draft } = draftOf(state, rowsMayLeave);
  const { study } = draft;
  const ready = readyFor(study);
  const variants = [];
  for (const params of combinations) {
    await breathe();
    variants.push({ params, folds: await foldsUnder(params, study, ready, run) });
  }
  const { parts, data } = ready;
  const patients = variants.some(({ folds }) => folds.some(({ outOfFold }) => outOfFold))
    ? patientsIn(ready)
    : null;
  const sample = await sampleOf(study);
  const counted = countedIn(ready, study);
  return {
    ...draft,
    study: toldStudy(study, counted),
    grounds: await groundsSum(study),
    inputs: inputColumns(underTold(takeDev(ready, parts.dev), counted.rare), study.columns).map(
      ({ same, ...input }) => {
        const spellings = toldSpellings(same, input.name, counted);
        return { ...input, ...(spellings && { same: spellings }) };
      },
    ),
    outcome: outcomeColumn(study, ready),
    variants,
    ...(patients && { patients }),
    splits: splitsOf(data.n, parts),
    ...(study.images && { pictures: await pictureIdentity(ready) }),
    ...(readsBackbone(draft.space) && { backbone: await ownBackbone() }),
    ...(sample && { sample }),
  };
}

/** The patient of each development row by number, null for a test row; null where each row is a patient of its own. */
function patientsIn({ data: { unit }, parts: { dev } }: Ready): (number | null)[] | null {
  if (new Set(Array.from(dev, (row) => unit[row])).size === dev.length) return null;
  const patients: (number | null)[] = Array(unit.length).fill(null);
  for (const row of dev) patients[row] = unit[row];
  return patients;
}

/** The CSV of a built-in table, which nobody else has as a file. Throws `cluster.sample`. */
async function sampleOf({ data }: Study): Promise<ClusterProject['sample']> {
  if (data?.kind !== 'wdbc' && data?.kind !== 'synthetic') return undefined;
  const file = await sampleFile(data.kind);
  if ((await sha256Of(file)) !== data.sha256) throw new BenchsideError('cluster.sample');
  return { kind: data.kind, csv: new Uint8Array(await file.arrayBuffer()) };
}

async function foldsUnder(
  params: ParamValues,
  study: Study,
  ready: Ready,
  run: Pick<Ctx, 'signal' | 'report'>,
): Promise<FittedFold[]> {
  // The family does not matter to the steps.
  const under = studyOf(study, { family: '', params });
  const table = ready.data.cols.size > 0 || !study.images ? tableFolds(under, ready) : null;
  if (!study.images) return table ?? [];
  const pictures = await pictureFolds(ready, under, run);
  return pictures.map((picture, f) => {
    const drawn = table ? undefined : resampledRows(ready, under, ready.parts.folds[f], f);
    const alone = { steps: [], names: [], ...(drawn && { train: [...drawn] }) };
    return { ...(table?.[f] ?? alone), picture };
  });
}

function tableFolds(under: Study, ready: Ready): FittedFold[] {
  const outcome = outcomeOf(ready);
  const declared = declaredIn(under);
  const dev = takeDev(ready, ready.parts.dev);
  return ready.parts.folds.map((part, f) => {
    const { steps, names, trainRows, dealt } = prepareFold(
      ready,
      under,
      outcome,
      part,
      f,
      readsElsewhere(under.search.space),
    );
    return {
      ...memberWithoutRare({ steps, names }, dev, declared),
      ...(trainRows && { train: [...trainRows] }),
      ...(dealt && {
        outOfFold: dealt.map(({ id, rows, foldOf }) => ({
          step: id,
          ...(rows !== part.train && { rows: [...rows] }),
          folds: [...foldOf],
        })),
      }),
    };
  });
}

/** The outcome and, of time to event, the follow-up, as columns that are read by the code that reads inputs. */
function outcomeColumn(study: Study, ready: Ready): OutcomeColumn {
  const { task, columns } = study;
  if (!task) throw new BenchsideError('target.none');
  const { kind, classes, survival } = task;
  const read = (name: string, as: Partial<InputColumn> & Pick<InputColumn, 'type'>): InputColumn => {
    const { missing, decimal, unit } = columns.find((c) => c.name === name) ?? {};
    const said = Object.entries({ missing, decimal, unit }).filter(([, value]) => value !== undefined);
    return { name, ...Object.fromEntries(said), ...as };
  };
  const scale = outcomeOf(ready);
  return {
    kind,
    classes,
    column:
      kind === 'regression'
        ? read(task.target, { type: 'continuous' })
        : read(task.target, { type: 'nominal', levels: classes }),
    ...(survival && {
      time: read(survival.time, { type: 'continuous' }),
      event: survival.event,
      horizon: survival.horizon,
    }),
    ...(scale && { scale }),
  };
}

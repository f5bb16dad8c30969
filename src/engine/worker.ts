import { nameResult } from '../data/name-columns';
import { proposeTask } from '../data/propose';
import { driftOf } from '../evaluate/drift';
import { ofTable } from '../prep/image/partition';
import type { Clock, Progress } from '../study/context';
import { BenchsideError } from '../study/errors';
import type { Evaluation } from '../study/events';
import type { Study } from '../study/schema';
import { isEvaluated, winningModel } from '../study/winning-model';
import type { Trainer } from '../train/trainer';
import { startWorker } from './blob-worker';
import { caseHandlers } from './cases/handlers';
import { checkSession, misreadSession } from './check';
import { clusterHandlers } from './cluster/handlers';
import { compareStep } from './compare';
import { controlHandlers } from './control/handlers';
import { courteous, inHurry } from './courteous';
import { Ensembles } from './ensembles';
import { evaluateWinner } from './evaluation/evaluate-winner';
import { evaluationHandlers } from './evaluation/handlers';
import { type Tested, testedCsv } from './evaluation/tested';
import { explainHandlers } from './explaining/handlers';
import { externalHandlers } from './external/handlers';
import { decisionsOf, predictorOf, winnerOf, withScores } from './finish';
import { firstAnswer } from './first-answer';
import { flowOf } from './flow';
import { Gate } from './gate';
import { adoptSources, attachSources, Hospitals } from './hospitals';
import { BackboneMaker } from './images/backbone-maker';
import { FeatureStore } from './images/feature-store';
import { imageHandlers, type Shelf } from './images/handlers';
import { proposeStepsAgain } from './images/propose-images';
import { tidyPictures } from './images/tidy';
import { join } from './join';
import { Joining } from './joining';
import { nameColumns } from './name-columns';
import { previewStep } from './preview';
import { probeHandlers } from './probes/handlers';
import { proposeStudy, stepsFor } from './propose-study';
import type { EngineApi } from './protocol';
import { horizonOf, qualityOf } from './quality';
import { ratesHandlers } from './rates/handlers';
import { reportHandlers } from './report/handlers';
import { checkSameData, runSearch } from './run';
import { judgeSelection } from './selection';
import { Session } from './session';
import { startHandlers } from './starting/handlers';
import { tableOneOf } from './table-one';
import { takeHomeHandlers } from './take-home/handlers';
import helperUrl from './team/helper-worker.ts?worker&url';
import { Team } from './team/team';
import { Trainers } from './trainers';
import { type Loaded, usingHandlers } from './using/handlers';
import { type Call, type Handlers, host } from './worker-host';
import { workloadOf, workloadOfModel } from './workload';

const clock: Clock = { now: () => Date.now() };
const hospitals = new Hospitals();
const joining = new Joining();
let gate: Gate | null = null;
let ended: Promise<void> = Promise.resolve();
/** A search whose study is left ends without an end in its journal: it can go on when the study is opened again. */
/** Ends what looks back on the search that ended last. */
let judging = new AbortController();
const leave = (): Promise<void> => {
  gate?.end('leave');
  judging.abort();
  ensembles.stop();
  return ended;
};
const session = new Session(clock, (event) => self.postMessage({ id: 0, event }), leave);
const ensembles = new Ensembles(session, clock);
// Steps of a small net take less than the millisecond that Date.now can tell.
const team = new Team(() => startWorker(helperUrl, 'helper'), navigator.hardwareConcurrency || 1);
const trainers = new Trainers(performance, team);
const shelf: Shelf = { pending: null, read: null };
let model: Loaded | null = null;
let tidied = false;

/** Decisions after the newest search, once its ensemble, where they want one, stands in the journal. */
async function decidedAfter(plan: Evaluation['plan'] | null, now?: Study) {
  const { study } = session.journal.state;
  const after = study ? decisionsOf(study, plan, now) : undefined;
  if (!gate) await ensembles.chosen(after);
  return after;
}

async function winnerUnder(plan: Evaluation['plan'] | null, study?: Study) {
  const after = await decidedAfter(plan, study);
  return winnerOf(session.journal, (of) => session.ready(of), after);
}

/** The evaluation of the winner; null where it is of a model that led before. */
async function evaluationNow(): Promise<Evaluation | null> {
  const { evaluation } = session.journal.state;
  if (!evaluation) return null;
  const after = await decidedAfter(evaluation.evaluation.plan ?? null);
  const { state } = session.journal;
  const model = winningModel(state, after);
  return model && isEvaluated(state, model) ? evaluation.evaluation : null;
}

/** Beside its existing scores and under the decisions after the search that `study` says, or else those of its time. */
const winner = async (study?: Study) => {
  const best = await winnerUnder(null, study);
  return study ? withScores(best, session.tableFor(study), study) : best;
};

let maker: { study: string; trainer: Trainer; made: BackboneMaker } | null = null;

/** Makes features of the open study's pictures, which are kept with it; null where its rows have none. */
function makerFor(trainer: Trainer, { id, data, images }: Study, signal?: AbortSignal): BackboneMaker | null {
  if (!images || !data) return null;
  if (maker?.study !== id || maker.trainer !== trainer)
    maker = {
      study: id,
      trainer,
      made: new BackboneMaker(trainer, { sha256: data.sha256, store: new FeatureStore(id) }),
    };
  return signal ? maker.made.within(signal) : maker.made;
}

/** Saved and prepared; the first answer unless trials that are kept have answered already (`asked` null). */
async function begun(study: Study, going: Study, asked: Gate | null) {
  await session.save(study);
  const ready = session.ready(going);
  // A regression asks for no backend: it waits for no self-test.
  return { ready, first: asked && (await firstAnswer({ study: going, ready, gate: asked })) };
}

/** The final model of the newest search, with the evaluation if the test set was opened for it. */
async function finished({ signal, emit }: Partial<Call> = {}, study?: Study) {
  const evaluation = await evaluationNow();
  const best = await winnerUnder(evaluation?.plan ?? null, study);
  const trainer = await trainers.for(session.journal.state.backend ?? 'auto');
  const features = makerFor(trainer, best.study, signal);
  const predictor = await predictorOf(best, trainer, evaluation, {
    maker: features,
    signal: signal ?? new AbortController().signal,
    report: (progress) => emit?.({ progress }),
  });
  return { best, trainer, evaluation, predictor, maker: features };
}

function loaded(): Loaded {
  if (!model) throw new BenchsideError('evaluate.noModel');
  return model;
}

const loadedPredictor = () => loaded().predictor;

/** For the model that was opened. */
const trainerOfModel = () => trainers.for('auto', workloadOfModel(loadedPredictor().members[0]));

const handlers: Handlers<EngineApi> = {
  ...reportHandlers(session),
  ...clusterHandlers(session),
  ...takeHomeHandlers({ session, finished }),
  ...imageHandlers({
    session,
    shelf,
    finished,
    model: loadedPredictor,
    trainer: trainerOfModel,
  }),
  ...startHandlers({ session, joining }),
  ...usingHandlers({
    loaded,
    load(opened) {
      model = opened;
    },
    trainer: trainerOfModel,
    winner: async (study) => (await finished({}, study)).predictor,
  }),
  ...probeHandlers(session),
  ...controlHandlers({ session, gate: () => gate }),
  ...ratesHandlers({ session, trainer: (study) => trainers.for(study.backend, workloadOf(study)), makerFor }),
  ...evaluationHandlers({
    session,
    clock,
    winner,
    async chosen(study) {
      await decidedAfter(null, study);
    },
  }),
  ...externalHandlers({ session, shelf, finished, model: loadedPredictor, trainer: trainerOfModel }),
  ...caseHandlers({ session, winner }),
  ...explainHandlers({
    session,
    finished,
    searching: () => gate !== null,
    model: () => model?.predictor ?? null,
    trainer: trainerOfModel,
  }),
  async selfTest({ force, study }) {
    const work = study ? workloadOf(study) : 'table';
    const reports = await trainers.test(work, force, study?.backend);
    // Opened before it is asked for: a search that is started is in somebody's sight.
    void trainers.for(study?.backend ?? 'auto', work).catch(() => {});
    return { reports, chosen: await trainers.choose('auto', work) };
  },
  async adopt({ result, study: given, options }) {
    const study: Study = given ?? proposeStudy(result, options);
    const names = new Set(result.table.columns.map((c) => c.name));
    for (const { name } of study.columns)
      if (!names.has(name)) throw new BenchsideError('use.missingColumn', { name });
    await session.adopt(study, result.table);
    joining.hold(result);
    return { study, profile: result.profile };
  },
  proposeSources: ({ results, files, known }) => hospitals.propose(results, files, known),
  reviewSources: ({ sources, propose }) => hospitals.review(sources, propose),
  adoptSources: (body) => adoptSources(session, hospitals, body),
  attachSources: (body) => attachSources(session, hospitals, body),
  join: ({ left, right, plan }) => join(left, right, plan),
  proposeJoin: ({ study, right }) => joining.propose(study, right),
  reviewJoin: ({ study, plan, sameColumns }) => joining.review(study, plan, sameColumns),
  adoptJoin: (body) => joining.adopt(session, body),
  joinAsHospitals: ({ study, files }) => joining.asHospitals(study, hospitals, files),
  attachJoined: (body) => joining.attach(session, body),
  drift({ study }) {
    const { data, target, site, parts } = session.ready(study);
    return site && driftOf(data, target, site, parts.dev);
  },
  async attach({ study, result }) {
    if (study.data?.sha256 !== result.sha256) throw new BenchsideError('data.hashDiffers');
    const whole = { ...study, columns: study.columns.map((c) => ({ ...c, stored: true })) };
    await session.attach(whole, nameResult(result, study.names).table);
    joining.hold(result);
    return { study: whole, profile: session.profile(whole.columns) };
  },
  async save({ study }) {
    await session.save(study);
    return null;
  },
  async list() {
    // Before this page has pictures of its own: what a closed one left behind goes.
    if (!tidied) await tidyPictures(session).catch(() => {});
    tidied = true;
    return (await session.store())?.list() ?? [];
  },
  async restore({ id, unsaved }) {
    const study = await session.restore(id, unsaved);
    if (study) joining.hold(null);
    return study && { study, events: session.journal.all(), profile: session.profile(study.columns) };
  },
  async forget({ id }) {
    if (id === session.id) joining.hold(null);
    await session.forget(id);
    return null;
  },
  nameColumns: ({ study, names }) => nameColumns(session, study, names),
  profile: ({ columns, names }) => session.callBy(names).profile(columns),
  task: ({ columns, target, names }) =>
    proposeTask(session.callBy(names).profile(columns), target, session.columns),
  proposeSteps({ study }) {
    const table = session.tableFor(study);
    const pictures = session.pictures?.record.index;
    return study.images && pictures
      ? proposeStepsAgain(study, table, pictures)
      : stepsFor(table, study.columns, study.task, Object.keys(study.search.space));
  },
  split: ({ study }) => session.split(study),
  preview: ({ study, stepId }) => previewStep(session.ready(study), ofTable(study), stepId),
  flow: ({ study }) => flowOf(session.ready(study), ofTable(study)),
  async compareStep({ study, stepId }, { signal, emit }) {
    const { journal } = session;
    const report = (progress: Progress) => emit({ progress });
    const comparison = await compareStep(session.ready(study), ofTable(study), stepId, { signal, report });
    await journal.append({ type: 'step.compared', search: journal.state.search, comparison });
    return comparison;
  },
  misread: ({ study }) => misreadSession(session, ofTable(study)),
  check: ({ study }) => courteous(checkSession(session, study), () => session.id === study.id),
  quality: ({ study }) => courteous(qualityOf(session, study), () => session.id === study.id),
  horizon: ({ study, time, horizon }) => horizonOf(session, study, time, horizon),
  tableOne: ({ study, by, options }) =>
    tableOneOf(session.ready(study), study, session.journal.state.testOpened > 0, by, options),
  async search({ study, resume, warm }, { emit }) {
    const { phase } = session.journal.state;
    // One that has an end in its journal is about to be gone: what was asked of it since goes on after it.
    if (resume && phase === 'finished') await ended;
    if (gate) return null;
    judging.abort();
    ensembles.stop();
    const current = new Gate(clock);
    gate = current;
    let end = () => {};
    ended = new Promise((resolve) => {
      end = resolve;
    });
    try {
      const going = resume ? (session.journal.state.study ?? study) : study;
      checkSameData(going, study);
      const { ready, first } = await inHurry(begun(study, going, resume || warm ? null : current));
      if (first) {
        const search = session.journal.state.search + 1;
        await session.journal.append({ type: 'first.answered', search, answer: first });
      }
      const trainer = await trainers.for(
        resume ? (session.journal.state.backend ?? going.backend) : going.backend,
        workloadOf(going),
      );
      const run = {
        study: going,
        ready,
        trainer,
        maker: makerFor(trainer, going, current.signal),
        journal: session.journal,
        gate: current,
        clock,
        report: (progress: Progress) => emit({ progress }),
      };
      await runSearch(run, warm && !resume ? 'warm' : resume);
      // The search has ended for everybody else: its best can be evaluated meanwhile.
      gate = null;
      judging = new AbortController();
      if (run.journal.state.phase === 'finished') {
        await ensembles.chosen(going.evaluation);
        await judgeSelection(run, judging.signal);
      }
      return null;
    } finally {
      if (gate === current) gate = null;
      end();
    }
  },
  async pause() {
    if (!gate || gate.paused) return null;
    gate.pause();
    if (!gate.paused) return null;
    await session.journal.append({ type: 'search.paused', search: session.journal.state.search });
    return null;
  },
  async resume() {
    if (!gate?.paused) return null;
    await session.journal.append({ type: 'search.resumed', search: session.journal.state.search });
    gate.resume();
    return null;
  },
  stop({ cancel }) {
    gate?.end(cancel ? 'cancel' : 'stop');
    return null;
  },
  async evaluate({ study }, { signal, emit }) {
    // The test set is for the winner, and nobody has won yet.
    if (gate) throw new BenchsideError('evaluate.searching');
    return evaluateWinner({
      session,
      best: await winner(study),
      trainer: await trainers.for(session.journal.state.backend ?? 'auto'),
      makerFor: (trainer, of) => makerFor(trainer, of, signal),
      clock,
      signal,
      report: (progress) => emit({ progress }),
    });
  },
  async testPredictions() {
    const evaluated = session.journal.state.evaluation;
    const tested = evaluated && (await session.journal.getBlob<Tested>(evaluated.blob));
    if (!tested) throw new BenchsideError('evaluate.noModel');
    return testedCsv((await winner()).ready, tested);
  },
  journal: async ({ id }) => (await session.store())?.journal(id) ?? session.journal.all(),
};

host<EngineApi>(self, handlers, ['bundle', 'clusterProject']);

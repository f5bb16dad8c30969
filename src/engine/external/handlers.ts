import type { Table } from '../../data/dataset';
import { nameResult } from '../../data/name-columns';
import type { ReadResult } from '../../data/profile-types';
import type { SourceTable } from '../../data/sites/propose-sources';
import { type ModelSource, modelSource } from '../../export/model-source';
import { rowsLookedAt } from '../../export/predict';
import type { Predictor } from '../../export/predictor';
import { BenchsideError } from '../../study/errors';
import type { External } from '../../study/results/external';
import type { SourcePlan } from '../../study/schema';
import { breathe, throwIfAborted } from '../../train/pacing';
import type { Trainer } from '../../train/trainer';
import { developmentPredictions, type Winner } from '../finish';
import type { ImagesRead } from '../images/api';
import { BackboneMaker } from '../images/backbone-maker';
import type { Shelf } from '../images/handlers';
import type { Session } from '../session';
import type { Call, Handlers } from '../worker-host';
import type { ExternalAnswer, ExternalApi, FrozenModel } from './api';
import { changedMapping, factsOf, proposeMapping, reviewMapping } from './mapping';
import type { Measurable } from './picture-drift';
import { type ExternalSet, readPictures } from './read-pictures';
import { updated, type Validated, validate } from './validate';

/** What the handlers need of the worker they run in. */
export interface ExternalHost {
  session: Session;
  /** Where pictures lie that were just read. */
  shelf: Shelf;
  /** The finished model of the newest search with the trainer that made it. */
  finished(call: Call): Promise<{ best: Winner; trainer: Trainer; predictor: Predictor }>;
  /** The loaded model of the Use screen. */
  model(): Predictor;
  trainer(): Promise<Trainer>;
}

/** A file beside the frozen model, in memory alone. */
interface Held {
  kind: FrozenModel;
  predictor: Predictor;
  trainer: Trainer;
  /** The winner, with the study and the search that it was when the file was given. */
  winner: { best: Winner; study: string; search: number } | null;
  model: ModelSource;
  table: Table;
  facts: SourceTable;
  patients: string[];
  patient: string | null;
  validated: Validated | null;
  pictures: (ExternalSet & { read: ImagesRead }) | null;
}

export function externalHandlers({
  session,
  shelf,
  finished,
  model,
  trainer,
}: ExternalHost): Handlers<ExternalApi> {
  let held: Held | null = null;
  const here = (): Held => {
    if (!held) throw new BenchsideError('external.fileAgain');
    return held;
  };
  const forget = async () => {
    const pictures = held?.pictures;
    held = null;
    await pictures?.forget();
  };

  const frozen = async (
    kind: FrozenModel,
    call: Call,
  ): Promise<Pick<Held, 'predictor' | 'trainer' | 'winner'>> => {
    if (kind === 'loaded') return { predictor: model(), trainer: await trainer(), winner: null };
    const { best, ...made } = await finished(call);
    // Nobody chooses a model by another hospital before it has won and was tested at home.
    if (session.journal.state.evaluation?.trial !== best.trial.trial)
      throw new BenchsideError('evaluate.noModel');
    return { ...made, winner: { best, study: session.id, search: session.journal.state.search } };
  };
  const answer = (
    { kind, predictor, model: own, facts, table, ...rest }: Held,
    sources: SourcePlan[],
  ): ExternalAnswer => {
    const taken = new Set(sources[1].columns.map(({ from }) => from));
    return {
      model: kind,
      studyName: predictor.meta.studyName,
      task: predictor.task,
      ...reviewMapping(own, { ...facts, site: sources[1].site }, sources, predictor),
      rows: table.n,
      patients: rest.patients.filter((name) => !taken.has(name)),
      patient: rest.patient,
      ...(rest.pictures && { pictures: rest.pictures.read }),
    };
  };
  /** Throws `external.fileAgain` where another study is open, or a new search has begun since the file was given. */
  const current = ({ winner }: Held): void => {
    if (winner && (winner.study !== session.id || winner.search !== session.journal.state.search))
      throw new BenchsideError('external.fileAgain');
  };
  /** A result of the open study's winner is written; of a loaded model it is only shown. */
  const write = async (now: Held, external: External): Promise<void> => {
    current(now);
    if (!now.winner) return;
    const { search, best } = now.winner;
    await session.journal.append({ type: 'validated', search, trial: best.trial.trial, external });
  };

  return {
    async externalPropose({ result, model: kind, name }, call) {
      const made = await frozen(kind, call);
      const { predictor } = made;
      if (readsPictures(predictor)) throw new BenchsideError('external.pictures');
      refuseOwn(predictor, result.sha256);
      const named = asNamed(result, predictor);
      await forget();
      held = {
        ...made,
        kind,
        model: modelSource(predictor),
        table: named.table,
        facts: factsOf(named, name),
        patients: named.profile.map((column) => column.name),
        patient: named.profile.find(({ role }) => role === 'patient')?.name ?? null,
        validated: null,
        pictures: null,
      };
      return answer(held, proposeMapping(held.model, held.facts));
    },
    async externalPictures({ table, model: kind, name }, call) {
      const made = await frozen(kind, call);
      await forget();
      const { read } = shelf;
      const { result, patient, ...set } = await readPictures(shelf, table);
      try {
        refuseOwn(made.predictor, result.sha256);
      } catch (thrown) {
        await set.forget();
        throw thrown;
      }
      held = {
        ...made,
        kind,
        model: modelSource(made.predictor),
        table: result.table,
        facts: factsOf(result, name),
        patients: result.profile.map((column) => column.name),
        patient: patient ?? result.profile.find(({ role }) => role === 'patient')?.name ?? null,
        validated: null,
        pictures: read && { ...set, read },
      };
      return answer(held, proposeMapping(held.model, held.facts));
    },
    async externalForget() {
      await forget();
      return null;
    },
    externalReview({ sources, propose }) {
      const now = here();
      return answer(now, changedMapping(now.model, now.facts, sources[1], propose));
    },
    async externalValidate({ sources, name, patient }, { signal, emit }) {
      const now = here();
      current(now);
      const mapping = changedMapping(now.model, now.facts, { ...sources[1], site: name });
      const [problem] = answer(now, mapping).problems;
      if (problem) throw new BenchsideError(problem.code, problem.details, problem.kind);
      now.validated = await validate({
        predictor: now.predictor,
        table: now.table,
        source: mapping[1],
        patient,
        forward: async (...rows) => {
          await breathe();
          throwIfAborted(signal);
          return now.trainer.predict(...rows);
        },
        development: outOfFold(now),
        pictures: now.pictures && {
          source: now.pictures.set,
          maker: new BackboneMaker(now.trainer, null, signal),
          unreadable: now.pictures.unreadable,
          before: developmentPictures(now),
        },
        watch: { signal, report: (progress) => emit({ progress }) },
      });
      throwIfAborted(signal);
      await write(now, now.validated.external);
      return now.validated.external;
    },
    async externalUpdate({ kind }) {
      const now = here();
      if (!now.validated) throw new BenchsideError('external.fileAgain');
      const external = await updated(now.validated, kind);
      await write(now, external);
      return external;
    },
  };
}

const readsPictures = ({ members }: Predictor): boolean => members.some(({ picture }) => picture);

/** Throws `external.ownData`. */
function refuseOwn({ development, sources = [] }: Predictor, sha256: string): void {
  const own = [development?.sha256, ...sources.map((source) => source.sha256)];
  if (own.includes(sha256)) throw new BenchsideError('external.ownData');
}

/** The pictures that the winner was developed on, those that it looks at; of a loaded model they are not at hand. */
function developmentPictures({ winner, predictor }: Held): Measurable | null {
  const { pictures, parts, data } = winner?.best.ready ?? {};
  if (!pictures || !parts || !data) return null;
  const rows = rowsLookedAt(predictor, pictures.source, parts.dev);
  return { source: pictures.source, rows, unit: Int32Array.from(rows, (row) => data.unit[row]) };
}

/** A file without names, where the model's own had none: its columns by their places. */
function asNamed(result: ReadResult, { names }: Predictor): ReadResult {
  const fits = result.nameless && names?.length === result.table.columns.length;
  return fits ? nameResult(result, names) : result;
}

function outOfFold({ winner, predictor }: Held): { p: Float32Array; unit: Int32Array } | null {
  if (!winner || predictor.task.kind === 'multiclass') return null;
  const { ready, blob } = winner.best;
  const unit = Int32Array.from(blob.rows, (row) => ready.data.unit[row]);
  return { p: developmentPredictions(winner.best), unit };
}

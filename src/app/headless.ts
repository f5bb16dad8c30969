import { createInstance } from 'i18next';
import { nameResult } from '../data/name-columns';
import type { ReadResult } from '../data/profile-types';
import { createEngine, type Engine } from '../engine/client';
import { prunerAsked } from '../engine/propose-pruner';
import type { ProposeOptions } from '../engine/protocol';
import { strategyByName } from '../search/index';
import { BenchsideError, errorRecord, fromRecord } from '../study/errors';
import type { Estimate, Evaluation, JournalEvent, SiteResult } from '../study/events';
import { type JournalState, leaderboard, replayJournal } from '../study/journal-state';
import { migrate } from '../study/migrations';
import type { ParamValues } from '../study/params';
import type { Ensemble } from '../study/results/ensemble';
import type { Selection } from '../study/results/selection';
import type { JoinPlan, Study } from '../study/schema';
import { splitAsked } from '../study/split-kinds';
import { labelsIn } from './found/found-plan';
import { guardText, headlessError } from './headless-texts';
import { namespaceOf } from './i18n/catalogue';
import './headless-predict';
import { intendedUse, pageTemplate } from './store/predictor-page';
import { kindOfZip, sortDrop } from './store/sort-drop';
import { extensionOf } from './store/study-slice';
import { isDefined } from './ui/estimate';

/** What the runner asks for; everything beside the file is optional. */
export interface HeadlessOptions {
  /** Ending of each file, in the order of the files. */
  extensions: string[];
  /** Where each file lies, folders before its name. */
  paths: string[];
  /** Regular expressions for labels and patients in the names of pictures, or null; the axis that volumes are cut along. */
  images: { labels: string | null; patients: string | null; axis: 0 | 1 | 2 };
  /** So many of them, the last ones, are joined to the first by patient. */
  joined: number;
  proposal: Omit<ProposeOptions, 'id' | 'kind' | 'name'>;
  /** A study document of any known version: its columns and decisions instead of proposed ones. */
  study?: unknown;
  /** Whether files are wanted beside the answer. */
  files: boolean;
  /** A bundle is written even where a step holds rows of patients. */
  rowsMayLeave: boolean;
}

/** The runner's answer; times in seconds. */
export interface HeadlessAnswer {
  status: 'finished';
  study: Study;
  backend: string;
  dataset: { rows: number; columns: number; sha256: string };
  evaluation: { scheme: string };
  trials: { run: number; pruned: number; failed: number };
  /** The best single trial; `selection`: what picking it of so many is worth. */
  best: { family: string; config: ParamValues; selection?: Selection };
  /** Trials that predict together in the model that was tested; absent where the best is alone. */
  ensemble?: { members: { trial: number; family: string; weight: number }[]; gain: Ensemble['gain'] };
  /** An estimate is null where it is of nothing: nobody was called positive, so there is no PPV. */
  test: {
    n: number;
    metrics: Record<string, Omit<Estimate, 'estimate'> & { estimate: number | null }>;
    /** Where there is a site column: each site's test rows; an estimate is null where only one class is there. */
    sites?: SiteResult[];
  };
  seconds: { load: number; prepare: number; search: number; evaluate: number; total: number };
  /** Pictures only: files that could not be read. */
  skipped?: number;
  warnings: string[];
}

export type HeadlessResult =
  | {
      answer: HeadlessAnswer;
      files: {
        bundle: Uint8Array | null;
        page: string | null;
        predictions: string;
        journal: string;
        report: string;
      } | null;
    }
  | { error: string; kind: string };

declare global {
  interface Window {
    benchsideStudy(
      options: HeadlessOptions,
      onProgress: (line: JournalEvent) => void,
    ): Promise<HeadlessResult>;
  }
}

/** A number that is shown as a dash on the screens is none here either. */
const definedOnly = (metrics: Evaluation['metrics']): HeadlessAnswer['test']['metrics'] =>
  Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [
      name,
      { ...metric, estimate: isDefined(metric) ? metric.estimate : null },
    ]),
  );

/** What the command line may change in a study document; roles and families it has said itself. */
function adjusted(document: unknown, id: string, { proposal }: HeadlessOptions): Study {
  const study = migrate(document);
  const { seed, strategy, trials, minutes, backend } = proposal;
  const { pruner, ...search } = study.search;
  return {
    ...study,
    id,
    seed: seed ?? study.seed,
    backend: backend ?? study.backend,
    split: splitAsked(study.split, proposal),
    search: {
      ...search,
      ...prunerAsked(pruner, proposal.pruner),
      strategy: strategy ?? study.search.strategy,
      budget: {
        ...study.search.budget,
        trials: trials ?? study.search.budget.trials,
        minutes: minutes ?? study.search.budget.minutes,
      },
    },
  };
}

/** Tables joined to the first by patient, as a given study says or as proposed. */
async function adoptOne(
  engine: Engine,
  first: ReadResult,
  further: ReadResult[],
  given: Study | null,
  options: ProposeOptions,
) {
  let result = nameResult(first, given ? given.names : options.names);
  const joins: JoinPlan[] = [];
  for (const [i, right] of further.entries()) {
    const joined = await engine.call('join', { left: result, right, plan: given?.joins?.[i] ?? null });
    result = joined.result;
    joins.push(joined.plan);
  }
  const joined = joins.length > 0 ? { joins } : {};
  const data = { kind: 'file' as const, sha256: result.sha256, rows: result.table.n };
  return engine.adopt({
    result,
    study: given && { ...given, ...joined, data },
    options: { ...options, ...joined },
  });
}

/** Several tables are several hospitals; a given study's mappings are repeated. */
async function adoptHospitals(
  engine: Engine,
  results: ReadResult[],
  files: File[],
  study: Study | null,
  options: ProposeOptions,
) {
  const names = files.map((file) => file.name);
  const { sources } = await engine.proposeSources({ results, files: names, known: study?.sources ?? [] });
  return engine.call('adoptSources', { sources, study, options });
}

/**
 * Pictures become a study; null where the files given are tables. A table among them or after `--join` names files in
 * one column: it gives labels where no pattern and no folders do, or where `--target` names one of its columns.
 */
async function adoptPictures(
  engine: Engine,
  files: File[],
  given: Study | null,
  { paths, images, joined, proposal }: HeadlessOptions,
  id: string,
) {
  const placed = files.map((file, i) => ({ file, path: paths[i] }));
  const { pictures, zips, tables } = sortDrop(placed);
  const [zip] = zips;
  const zipped =
    pictures.length === 0 &&
    zip !== undefined &&
    kindOfZip((await engine.listFiles([zip.file])).map(({ path }) => path)) === 'pictures';
  if (pictures.length === 0 && !zipped) return null;
  const axis = given?.images?.axis ?? images.axis;
  const read = await engine.readImages([...pictures, ...zips], { axis });
  const [beside] = [...tables, ...read.tables];
  const table = beside && (await engine.read(beside.file, extensionOf(beside.file))).table;
  const { target, patient } = proposal;
  const has = (name: string | undefined): name is string =>
    table?.columns.some((c) => c.name === name) === true;
  const named = table && (has(target) || read.found.folders.length < 2) ? labelsIn(table.columns) : null;
  // One that merely lies beside folders of classes may be about something else.
  const wanted = table && (named || has(patient) || joined > 0 || given);
  const plan = {
    ...(axis !== 2 && { axis }),
    ...(named && { labels: { ...named, ...(has(target) && { label: target }) } }),
    ...(has(patient) && { patients: { from: 'table' as const, column: patient } }),
    ...(images.labels !== null && { labels: { from: 'pattern' as const, pattern: images.labels } }),
    ...(images.patients !== null && { patients: { from: 'pattern' as const, pattern: images.patients } }),
  };
  const options = { ...proposal, id, kind: 'images' as const };
  const adopted = await engine.call('adoptImages', {
    study: given,
    options,
    plan,
    ...(wanted && { table }),
  });
  return { adopted, skipped: read.skipped.length };
}

/** The report in English, as the Report screen makes it. */
async function reportOf(engine: Engine, study: Study, events: JournalEvent[]): Promise<string> {
  const facts = await engine.call('reportFacts', null);
  const [{ reportInput }, { renderReport }, { default: catalogue }] = await Promise.all([
    import('./report/input'),
    import('./report/render'),
    import('./i18n/catalogue-en'),
  ]);
  const input = reportInput(facts, study, replayJournal(events), Date.now());
  if (!input) throw new BenchsideError('evaluate.noModel');
  const words = createInstance();
  await words.init({
    lng: 'en',
    resources: {
      en: Object.fromEntries(Object.entries(catalogue).map(([path, of]) => [namespaceOf(path), of])),
    },
    interpolation: { escapeValue: false },
  });
  return renderReport(input, words);
}

async function runStudy(engine: Engine, events: JournalEvent[], options: HeadlessOptions) {
  const files = [...(document.querySelector<HTMLInputElement>('#data')?.files ?? [])];
  if (files.length === 0) throw new BenchsideError('data.empty');
  const began = performance.now();
  let lap = began;
  const seconds = (since: number) => Math.round(performance.now() - since) / 1000;
  const nextLap = () => {
    const taken = seconds(lap);
    lap = performance.now();
    return taken;
  };
  const id = crypto.randomUUID();
  const given = options.study === undefined ? null : adjusted(options.study, id, options);
  const pictures = await adoptPictures(engine, files, given, options, id);
  const results = [];
  if (!pictures)
    for (const [i, file] of files.entries()) results.push(await engine.read(file, options.extensions[i]));
  const further = results.splice(results.length - options.joined);
  const load = nextLap();

  const adopted =
    pictures?.adopted ??
    (await (results.length > 1 || (given?.sources.length ?? 0) > 0
      ? adoptHospitals(engine, results, files, given, { ...options.proposal, id, kind: 'files' })
      : adoptOne(engine, results[0], further, given, { ...options.proposal, id, kind: 'file' })));
  // Nobody is there to choose.
  if (strategyByName(adopted.study.search.strategy).byHand) throw new BenchsideError('search.manualAlone');
  const { sha256, rows } = adopted.study.data ?? { sha256: '', rows: 0 };
  const columns = adopted.profile.length;
  const findings = await engine.call('check', { study: adopted.study });
  const stop = findings.find((finding) => finding.level === 'stop');
  if (stop?.error) throw fromRecord(stop.error);
  const prepare = nextLap();

  await engine.call('search', { study: adopted.study, resume: false });
  const search = nextLap();
  const evaluation = await engine.call('evaluate', { study: adopted.study });
  const evaluate = nextLap();

  const journal = replayJournal(events);
  const winner = leaderboard(journal.trials, adopted.study.search.metric).find(
    (trial) => trial.trial === journal.evaluation?.trial,
  );
  if (!winner || !journal.backend) throw new BenchsideError('train.noTrial');
  const count = (state: string) => journal.trials.filter((trial) => trial.state === state).length;
  const answer: HeadlessAnswer = {
    status: 'finished',
    study: adopted.study,
    backend: journal.backend,
    dataset: { rows, columns, sha256 },
    evaluation: { scheme: evaluation.scheme },
    trials: { run: journal.trials.length, pruned: count('pruned'), failed: count('failed') },
    best: {
      family: winner.config.family,
      config: winner.config.params,
      ...(journal.selection && { selection: journal.selection }),
    },
    ...togetherIn(journal),
    test: {
      n: evaluation.n,
      metrics: definedOnly(evaluation.metrics),
      ...(evaluation.sites && { sites: evaluation.sites }),
    },
    seconds: { load, prepare, search, evaluate, total: seconds(began) },
    ...(pictures && { skipped: pictures.skipped }),
    warnings: findings
      .filter(({ level }) => level !== 'fine')
      .map(({ key, params }) => guardText(key, params)),
  };
  if (!options.files) return { answer, files: null };
  const predictions = await engine.call('testPredictions', { study: adopted.study });
  const report = await reportOf(engine, adopted.study, events);
  const taken = await modelFilesOf(engine, adopted.study, report, options.rowsMayLeave);
  const lines = await engine.call('journalFile', { study: adopted.study });
  if ('refused' in taken) answer.warnings.push(taken.refused);
  const { bundle = null, page = null } = 'refused' in taken ? {} : taken;
  return { answer, files: { bundle, page, predictions, journal: lines, report } };
}

function togetherIn({ evaluation, ensemble, trials }: JournalState): Pick<HeadlessAnswer, 'ensemble'> {
  const members = evaluation?.members ?? [];
  if (members.length < 2 || !ensemble) return {};
  const familyOf = (number: number) => trials.find(({ trial }) => trial === number)?.config.family ?? '';
  return {
    ensemble: {
      members: members.map(({ trial, weight }) => ({ trial, family: familyOf(trial), weight })),
      gain: ensemble.gain,
    },
  };
}

/** The bundle and the predictor page, or in words why there is none. */
async function modelFilesOf(
  engine: Engine,
  study: Study,
  report: string,
  rowsMayLeave: boolean,
): Promise<{ bundle: Uint8Array; page: string } | { refused: string }> {
  try {
    const may = rowsMayLeave ? { rowsMayLeave } : {};
    const bundle = await engine.call('bundle', { study, report, ...may });
    const template = await pageTemplate();
    const page = await engine.call('predictorPage', { study, template, about: intendedUse(study), ...may });
    return { bundle, page };
  } catch (error) {
    const record = errorRecord(error);
    if (record.code !== 'bundle.rows' && record.code !== 'bundle.rowsOfModel') throw error;
    return { refused: headlessError(record).error };
  }
}

/** The engine without the screens, for scripts/study.mjs. Errors come back as one English line. */
window.benchsideStudy = async (options, onProgress) => {
  const events: JournalEvent[] = [];
  let fail: (error: unknown) => void = () => {};
  const crashed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const engine = createEngine({
    journal(event) {
      events.push(event);
      onProgress(event);
    },
    // The browser is thrown away afterwards: a study that cannot be stored loses nothing.
    storage() {},
    crashed: () => fail(new BenchsideError('worker.crashed', {}, 'fatal')),
  });
  try {
    return await Promise.race([runStudy(engine, events, options), crashed]);
  } catch (thrown) {
    return headlessError(errorRecord(thrown));
  } finally {
    engine.end();
  }
};

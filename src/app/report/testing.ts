import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';
import { ready } from '../../engine/prepare';
import type { ReportFacts } from '../../engine/report/api';
import { flowOf } from '../../engine/report/flow';
import { tableOneOf } from '../../engine/table-one';
import { mixedStudy, mixedTable } from '../../engine/testing';
import { evaluateTest } from '../../evaluate/evaluate';
import { candidateParameters } from '../../evaluate/sample-size/candidate-parameters';
import { tableOneDefaults } from '../../evaluate/table-one/types';
import { summarize } from '../../split/summarize';
import type { JournalBody, JournalEvent } from '../../study/events';
import { replayJournal } from '../../study/journal-state';
import type { Study, Task } from '../../study/schema';
import { type ReportInput, reportInput } from './input';

// For this folder's tests: the words of both languages, and a report of a study that was run as a journal says.

const folder = (language: string) => new URL(`../i18n/${language}/`, import.meta.url);

export async function textsFor(language: 'en' | 'ko'): Promise<i18n> {
  const texts = createInstance();
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder(language)), 'utf8'));
  await texts.init({
    lng: language,
    initAsync: false,
    resources: {
      [language]: Object.fromEntries(
        readdirSync(folder(language)).map((name) => [name.replace('.json', ''), read(name)]),
      ),
    },
    interpolation: { escapeValue: false },
  });
  return texts;
}

/** What a search and its evaluation leave in the journal; `more` comes after. */
export async function madeInput(
  kind: Task['kind'],
  {
    study: changed = {},
    said = {},
    more = [],
  }: {
    study?: Partial<Study>;
    said?: Partial<ReportInput['said']>;
    more?: JournalBody[];
  } = {},
): Promise<ReportInput> {
  const study = mixedStudy(kind, changed);
  const table = mixedTable(kind);
  const made = ready(table, study);
  const { parts, target, data } = made;
  const rows = parts.test.length > 0 ? parts.test : parts.dev;
  const classes = Math.max(1, target.classes.length);
  const y = Float64Array.from(rows, (row) => target.y[row]);
  const p = new Float32Array(rows.length * (kind === 'multiclass' ? classes : 1));
  y.forEach((truth, i) => {
    const noise = ((i * 37) % 100) / 100;
    if (kind === 'binary') p[i] = 0.2 + 0.4 * truth + 0.35 * noise;
    else if (kind === 'regression') p[i] = truth + 20 * (noise - 0.5);
    else for (let c = 0; c < classes; c++) p[i * classes + c] = c === truth ? 0.5 : (0.5 * (c + 1)) / 6;
  });
  const evaluation = await evaluateTest({
    target: { ...target, y },
    p,
    unit: Int32Array.from(rows, (row) => data.unit[row]),
    threshold: kind === 'binary' ? 0.5 : null,
    scheme: 'holdout+3-fold',
    seed: 1,
  });
  const at = { search: 1, trial: 0 };
  const bodies: JournalBody[] = [
    {
      type: 'search.started',
      search: 1,
      study,
      backend: 'cpu',
      adapter: '',
      planned: 2,
      development: { rows: parts.dev.length, patients: parts.dev.length },
    },
    { type: 'trial.started', ...at, config: { family: 'mlp', params: { hidden: [6], learningRate: 0.02 } } },
    {
      type: 'trial.epochs',
      ...at,
      points: [1, 2, 3].map((epoch) => ({
        epoch,
        trainLoss: 1 / epoch,
        validLoss: 1.1 / epoch,
        metric: 0.7,
      })),
    },
    {
      type: 'trial.finished',
      ...at,
      score: { metric: 0.8, validLoss: 0.4, bestEpoch: 3 },
      seconds: 1,
      blob: 'b',
      shape: { inputs: 9 },
    },
    {
      type: 'trial.started',
      search: 1,
      trial: 1,
      config: { family: 'logistic', params: { learningRate: 0.03 } },
    },
    { type: 'search.finished', search: 1, reason: 'budget' },
    { type: 'test.opened', ...at, count: 1 },
    { type: 'evaluated', ...at, evaluation, blob: 'e' },
    ...more,
  ];
  const events: JournalEvent[] = bodies.map((body, seq) => ({ ...body, seq, at: 1000 * seq }));
  const facts: ReportFacts = {
    study,
    flow: flowOf(table, study, made),
    summary: summarize(parts, {
      plan: study.split,
      target,
      unit: data.unit,
      site: null,
      outer: [],
      parameters: candidateParameters(data),
    }),
    predictors: [...data.cols.keys()].map((name) => ({ name, type: 'continuous', missing: 20 })),
    baseline: tableOneOf(made, study, true, kind === 'regression' ? 'none' : 'outcome', tableOneDefaults()),
    parts: null,
    findings: [],
    quality: [],
    journal: { 'search.started': 1, 'test.opened': 1 },
  };
  const { question, report, name } = study;
  const input = reportInput(facts, { question, report, name, ...said }, replayJournal(events), 0);
  if (!input) throw new Error('no evaluation');
  return input;
}

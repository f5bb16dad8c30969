import { strFromU8 } from 'fflate';
import * as v from 'valibot';
import { BenchsideError, type ErrorRecord } from '../../study/errors';
import type { JournalBody } from '../../study/events';
import type { Study } from '../../study/schema';
import { groundsSum } from './project';
import { formatSchema, headSchema, RESULTS_VERSION, type ResultTrial, trialSchema } from './results-schema';

/** Of an untrusted file: what is more is refused before it is parsed. */
const MOST_BYTES = 256 * 2 ** 20;
const MOST_LINE = 4 * 2 ** 20;
const MOST_TRIALS = 50_000;

/** Keys that could reach a prototype. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function parseLine(text: string, line: number): unknown {
  try {
    if (text.length > MOST_LINE) throw new RangeError();
    return JSON.parse(text, (key, value) => {
      if (FORBIDDEN.has(key)) throw new SyntaxError(key);
      return value;
    });
  } catch {
    throw new BenchsideError('cluster.broken', { line });
  }
}

function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown, line: number): T {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new BenchsideError('cluster.broken', { line });
  return result.output;
}

/**
 * The trials of an untrusted results.jsonl that belong to the search of `study`: the same study, the same data and the
 * same split, steps, training and metric, so that scores are comparable. Throws `cluster.broken` with the line,
 * `cluster.version`, `cluster.otherStudy`, `cluster.changed`.
 */
export async function readResults(bytes: Uint8Array, study: Study): Promise<ResultTrial[]> {
  if (bytes.length > MOST_BYTES) throw new BenchsideError('cluster.broken', { line: 1 });
  const lines = strFromU8(bytes).split('\n');
  const first = parseLine(lines[0] ?? '', 1);
  const { version } = check(formatSchema, first, 1);
  if (version !== RESULTS_VERSION)
    throw new BenchsideError('cluster.version', { wanted: RESULTS_VERSION, got: version });
  const head = check(headSchema, first, 1);
  if (head.study !== study.id || head.data !== study.data?.sha256)
    throw new BenchsideError('cluster.otherStudy');
  if (head.grounds !== (await groundsSum(study))) throw new BenchsideError('cluster.changed');
  const trials: ResultTrial[] = [];
  for (const [at, text] of lines.entries()) {
    if (at === 0 || text.trim() === '') continue;
    if (trials.length >= MOST_TRIALS) throw new BenchsideError('cluster.broken', { line: at + 1 });
    trials.push(check(trialSchema, parseLine(text, at + 1), at + 1));
  }
  return trials;
}

function errorOf({ error }: { error?: string | null }, epochs: number): ErrorRecord {
  return error === 'diverged'
    ? { code: 'train.diverged', details: { epoch: epochs }, kind: 'trial' }
    : { code: 'cluster.trialFailed', details: { name: error ?? '' }, kind: 'trial' };
}

/** What the journal says of a trial from elsewhere: it began, went as it went, and ended. No weights come with it. */
export function eventsOf(result: ResultTrial, search: number, trial: number): JournalBody[] {
  const { id, config, curve, seconds, inputs } = result;
  const shape = inputs ? { shape: { inputs } } : {};
  const of = { search, trial };
  const begun: JournalBody[] = [
    { type: 'trial.started', ...of, config, from: { place: 'cluster', id } },
    ...(curve.length > 0 ? [{ type: 'trial.epochs' as const, ...of, points: curve }] : []),
  ];
  switch (result.state) {
    case 'finished': {
      const { score: metric, validLoss, bestEpoch } = result;
      return [
        ...begun,
        { type: 'trial.finished', ...of, score: { metric, validLoss, bestEpoch }, seconds, ...shape },
      ];
    }
    case 'pruned': {
      const pruned = { by: 'cluster', epoch: result.epochs, details: {} };
      return [...begun, { type: 'trial.pruned', ...of, pruned, seconds, ...shape }];
    }
    case 'failed':
      return [...begun, { type: 'trial.failed', ...of, error: errorOf(result, result.epochs), seconds }];
  }
}

import type { Family } from '../models/family';
import { familyByName } from '../models/index';
import { seedsOf } from '../models/seeds';
import { strategyByName } from '../search/index';
import { prunerByName } from '../search/pruners/index';
import type { Suggestion } from '../search/strategy';
import { BenchsideError, errorRecord } from '../study/errors';
import type { SearchEnd } from '../study/events';
import { isSettled } from '../study/journal-state';
import type { Study } from '../study/schema';
import { checkSpace, type Space } from '../study/space';
import { spaceOf } from '../study/steps-in-space';
import { warmProblem } from '../study/warm-start';
import { withoutCells } from '../study/without-cells';
import { checkMemory } from '../train/memory-limit';
import { budgetEnd, handLeft, plannedTrials, spentOf, trialsLeft } from './budget';
import { secondStage } from './images/fine-tune';
import { handAtWork, nextTrial, runsAlone } from './next-trial';
import { Pipelines } from './pipelines';
import { developmentIn, inputShape, outcomeOf, shapesOf } from './prepare';
import { SharedClock } from './shared-clock';
import { areRepeatsApart, runTrial, type SearchRun } from './trial';

/** Scores on other data say nothing here. Throws `search.dataChanged`. */
export function checkSameData(then: Study | null, now: Study): void {
  if (then && then.data?.sha256 !== now.data?.sha256) throw new BenchsideError('search.dataChanged');
}

/**
 * Runs a search to the end of its budget. With `resume` the newest search goes on, under the budget that it has now:
 * settled trials are kept and an interrupted one starts again under its own number, so that the strategy, a pure
 * function of the settled trials, proposes what it would have proposed. With `warm` a new search goes on from the
 * trials of the one before; throws `search.notWarm`. A search that is left has no end in the journal.
 *
 * Where the trainer gains by it several trials run at once. Each begins as it would alone, but the strategy knows less:
 * the trials that have settled, and which are at work.
 */
export async function runSearch(run: SearchRun, how: boolean | 'warm'): Promise<void> {
  const { study, ready, journal, trainer, gate } = run;
  const resume = how === true;
  const { budget, pruner } = study.search;
  const space = spaceOf(study);
  if (budget.trials < 1 || budget.minutes <= 0) throw new BenchsideError('budget.zero');
  checkSpace(space);
  if (pruner !== undefined) prunerByName(pruner);
  const before = journal.state.study;
  if (resume) checkSameData(before, study);
  if (how === 'warm' && (!before || warmProblem(before, study))) throw new BenchsideError('search.notWarm');
  const outcome = outcomeOf(ready);
  const pipelines = new Pipelines({ ...run, signal: gate.signal }, outcome);
  try {
    for (const reads of readAtFirst(space)) await pipelines.for().for(reads);
  } catch (thrown) {
    // Asked to end before anything has begun.
    if (errorRecord(thrown).kind === 'cancelled') return;
    throw thrown;
  }

  const search = resume ? journal.state.search : journal.state.search + 1;
  if (resume) await journal.append({ type: 'search.resumed', search });
  else {
    const kept = how === 'warm' ? journal.state.trials.filter(isSettled) : [];
    await journal.append({
      type: 'search.started',
      search,
      study: withoutCells(study),
      backend: trainer.backend,
      adapter: trainer.adapter,
      planned: plannedTrials(study, kept),
      development: developmentIn(ready),
      ...(how === 'warm' && { warm: true }),
    });
    for (const config of run.byHand ?? []) await journal.append({ type: 'trial.queued', search, config });
  }

  const repeatsApart = how !== false && (await areRepeatsApart(journal));
  const time = new SharedClock(run.clock, gate);
  const places = placesFor(run, pipelines);
  /** Trials at work, by their numbers. */
  const atWork = new Map<number, Promise<void>>();
  /** Trials that were tried again because a helper died with them. */
  const again = new Set<number>();
  /** What nothing more may begin after: an end that was asked for, and errors that are no trial's. */
  const over = { cancelled: false, thrown: [] as unknown[] };

  const spent = () => spentOf(journal.state) + time.all();
  const minutes = () => journal.state.study?.search.budget.minutes ?? 0;
  const someEnded = () => Promise.race([...atWork.values(), gate.decided()]);

  async function work({ why, trial, ...config }: Suggestion & { trial: number }): Promise<void> {
    try {
      const family = familyByName(config.family);
      const folds = pipelines.for(config);
      const prepared = await folds.for(family.reads);
      const spec = family.spec(config.params, shapesOf(ready.target, prepared[0]));
      checkMemory(spec, trainer.backend);
      const done = await runTrial(run, {
        search,
        trial,
        config,
        spec,
        folds: prepared,
        seeds: seedsOf(family, spec, study.training.seeds, prepared.length),
        second: await secondStage(config, spec, folds),
        outcome,
        settled: () => journal.state.trials.filter(isSettled),
        repeatsApart,
        // What was asked for by hand is tried to its end.
        outOfTime: () => why?.code !== 'hand' && spent() > minutes() * 60,
      });
      const shape = inputShape(prepared[0]);
      if ('pruned' in done) {
        const { pruned } = done;
        await journal.append({
          type: 'trial.pruned',
          search,
          trial,
          pruned,
          seconds: time.end(trial),
          shape,
        });
      } else {
        const blob = await journal.putBlob(`trial-${search}-${trial}`, done.blob);
        const { score } = done;
        await journal.append({
          type: 'trial.finished',
          search,
          trial,
          score,
          seconds: time.end(trial),
          blob,
          shape,
        });
      }
    } catch (thrown) {
      const error = errorRecord(thrown);
      if (error.kind === 'cancelled') over.cancelled = true;
      // The device is gone, not the configuration: in a new worker the trial starts again under its number.
      else if (error.code === 'train.deviceLost') over.thrown.push(thrown);
      // So is a helper; it starts again under its number at once, and a second time it has failed.
      else if (error.code === 'worker.crashed' && !again.has(trial)) again.add(trial);
      else await journal.append({ type: 'trial.failed', search, trial, error, seconds: time.end(trial) });
    }
  }

  let reason: SearchEnd | null = null;
  while (!reason) {
    const broken = over.thrown.length > 0;
    if (!broken) await gate.wait();
    const numbers = new Set(atWork.keys());
    const byHand = handLeft(journal.state).length > handAtWork(journal.state, numbers);
    const asked = gate.ending === 'cancel' ? 'cancelled' : 'stopped';
    const end = gate.ending || over.cancelled ? asked : byHand ? null : budgetEnd(journal.state);
    const used = () => !byHand && (trialsLeft(journal.state) <= atWork.size || spent() >= minutes() * 60);
    // Whoever is at work is waited for, also where nothing more begins.
    if (atWork.size > 0 && (atWork.size >= places || broken || end || used())) {
      await someEnded();
      continue;
    }
    if (broken) throw over.thrown[0];
    reason = end;
    if (reason) break;
    const next = nextTrial(journal.state, ready, numbers);
    if (!next || (atWork.size > 0 && runsAlone(next))) {
      if (atWork.size > 0) await someEnded();
      else if (strategyByName(study.search.strategy).byHand) await gate.decided();
      else reason = 'exhausted';
      continue;
    }
    const { why, trial, ...config } = next;
    time.begin(trial);
    await journal.append({ type: 'trial.started', search, trial, config, ...(why && { why }) });
    const done = work(next).finally(() => {
      time.drop(trial);
      trainer.trim?.();
      atWork.delete(trial);
    });
    atWork.set(trial, done);
    if (runsAlone(next)) await done;
  }
  if (gate.ending !== 'leave') await journal.append({ type: 'search.finished', search, reason });
}

/**
 * What is prepared before the first trial. Trees' rows wait for the first of them, and networks' where a regression
 * stands before it: the first answer need not.
 */
function readAtFirst(space: Space): Family['reads'][] {
  const reads = Object.keys(space).map((name) => familyByName(name).reads);
  const others = reads.filter((one) => one !== 'levels');
  const plain = others.includes(undefined) ? others.filter((one) => one !== 'embedded') : others;
  return plain.length > 0 ? plain : reads;
}

/** Prepared rows of trials at work, where each may have its own, in bytes. */
const MOST_PREPARED = 2 ** 30;

/** How many trials may run at once: one, but where they gain by it. */
function placesFor({ trainer, study }: SearchRun, pipelines: Pipelines): number {
  const { together = 1 } = trainer;
  if (together === 1 || !study.search.steps) return together;
  const { bytes } = pipelines.for();
  return Math.max(1, Math.min(together, Math.floor(MOST_PREPARED / Math.max(1, bytes))));
}

import { familyByName } from '../models/index';
import { strategyByName } from '../search/index';
import { keyOf } from '../search/points';
import { prunerByName } from '../search/pruners/index';
import type { Suggestion } from '../search/strategy';
import { BenchsideError, errorRecord } from '../study/errors';
import type { SearchEnd } from '../study/events';
import { isSettled } from '../study/journal-state';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { checkSpace } from '../study/space';
import { defaultConfig, spaceOf } from '../study/steps-in-space';
import { warmProblem } from '../study/warm-start';
import { withoutCells } from '../study/without-cells';
import { checkMemory } from '../train/memory-limit';
import { budgetEnd, handLeft, plannedTrials, spentOf, trialsLeft } from './budget';
import { secondStage } from './images/fine-tune';
import { Pipelines } from './pipelines';
import { developmentIn, inputShape, outcomeOf, shapesOf } from './prepare';
import { runTrial, type SearchRun } from './trial';

/** A strategy that proposes what was tried already is asked again so many times before the search ends. */
const PATIENCE = 10;

/** Scores on other data say nothing here. Throws `search.dataChanged`. */
export function checkSameData(then: Study | null, now: Study): void {
  if (then && then.data?.sha256 !== now.data?.sha256) throw new BenchsideError('search.dataChanged');
}

/**
 * Runs a search to the end of its budget. With `resume` the newest search goes on, under the budget that it has now:
 * settled trials are kept and an interrupted one starts again under its own number, so that the strategy, a pure
 * function of the settled trials, proposes what it would have proposed. With `warm` a new search goes on from the
 * trials of the one before; throws `search.notWarm`. A search that is left has no end in the journal.
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
    for (const name of Object.keys(space)) await pipelines.for().for(familyByName(name).reads);
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

  const minutes = () => journal.state.study?.search.budget.minutes ?? 0;
  const asked = () => (gate.ending === 'cancel' ? 'cancelled' : 'stopped');
  /** The trial that was last tried again because a helper died with it. */
  let again = -1;
  let reason: SearchEnd | null = null;
  while (!reason) {
    await gate.wait();
    const byHand = handLeft(journal.state).length > 0;
    reason = gate.ending ? asked() : byHand ? null : budgetEnd(journal.state);
    if (reason) break;
    const next = nextTrial(run);
    if (!next) {
      if (strategyByName(study.search.strategy).byHand) await gate.decided();
      else reason = 'exhausted';
      continue;
    }
    const { why, trial, ...config } = next;
    const worked = stopwatch(run);
    await journal.append({ type: 'trial.started', search, trial, config, ...(why && { why }) });
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
        second: await secondStage(config, spec, folds),
        outcome,
        settled: journal.state.trials.filter(isSettled),
        // What was asked for by hand is tried to its end.
        outOfTime: () => why?.code !== 'hand' && spentOf(journal.state) + worked() > minutes() * 60,
      });
      const shape = inputShape(prepared[0]);
      if ('pruned' in done) {
        const { pruned } = done;
        await journal.append({ type: 'trial.pruned', search, trial, pruned, seconds: worked(), shape });
      } else {
        const blob = await journal.putBlob(`trial-${search}-${trial}`, done.blob);
        const { score } = done;
        await journal.append({
          type: 'trial.finished',
          search,
          trial,
          score,
          seconds: worked(),
          blob,
          shape,
        });
      }
    } catch (thrown) {
      const error = errorRecord(thrown);
      if (error.kind === 'cancelled') {
        reason = asked();
        break;
      }
      // The device is gone, not the configuration: in a new worker the trial starts again under its number.
      if (error.code === 'train.deviceLost') throw thrown;
      // So is a helper; it starts again under its number at once, and a second time it has failed.
      if (error.code === 'worker.crashed' && again !== trial) {
        again = trial;
        continue;
      }
      await journal.append({ type: 'trial.failed', search, trial, error, seconds: worked() });
    }
  }
  if (reason && gate.ending !== 'leave') await journal.append({ type: 'search.finished', search, reason });
}

/** Seconds since now, pauses left out. */
function stopwatch({ clock, gate }: SearchRun): () => number {
  const [started, paused] = [clock.now(), gate.pausedMs];
  return () => (clock.now() - started - (gate.pausedMs - paused)) / 1000;
}

/** What is tried next: what was cut off, then what was given by hand, then what the strategy suggests. */
function nextTrial({ journal, ready }: SearchRun): (Suggestion & { trial: number }) | undefined {
  const { state } = journal;
  const { study, trials } = state;
  if (!study) return undefined;
  const cut = trials.find((trial) => !isSettled(trial));
  if (cut) return { ...cut.config, trial: cut.trial, ...(cut.why && { why: cut.why }) };
  const next = { trial: trials.length };
  const [hand] = handLeft(state);
  if (hand) return { ...hand, ...next, why: { code: 'hand', details: {} } };
  const { strategy, start, metric } = study.search;
  const space = spaceOf(study);
  const tried = new Set(trials.map(({ config }) => keyOf(config)));
  const strategist = strategyByName(strategy);
  const first = Object.keys(start && !strategist.byHand ? space : {})
    .map((family) => defaultConfig(study, family, defaultsOf(familyByName(family).params)))
    .find((config) => !tried.has(keyOf(config)));
  if (first) return { ...first, ...next };
  const about = {
    rows: ready.parts.dev.length,
    classes: ready.target.classes.length,
    kind: ready.target.kind,
    metric,
    budgetLeft: trialsLeft(state),
  };
  for (let again = 0; again < PATIENCE; again++) {
    // The first time as it ever was, so that a search begun before goes on as it would have.
    const stream = rng(study.seed, 'strategy', trials.length, ...(again > 0 ? [again] : []));
    const [suggested] = strategist.suggest(space, trials, about, stream);
    if (!suggested) return undefined;
    if (!tried.has(keyOf(suggested))) return { ...suggested, ...next };
  }
  return undefined;
}

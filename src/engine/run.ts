import { familyByName } from '../models/index';
import { strategyByName } from '../search/index';
import { prunerByName } from '../search/pruners/index';
import type { Suggestion } from '../search/strategy';
import { BenchsideError, errorRecord } from '../study/errors';
import type { Trial } from '../study/events';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { checkSpace, countCombinations } from '../study/space';
import { withoutCells } from '../study/without-cells';
import { checkMemory } from '../train/memory-limit';
import { Folds } from './folds';
import { secondStage } from './images/fine-tune';
import { outcomeOf, shapesOf } from './prepare';
import { runTrial, type SearchRun } from './trial';

/** Trials the budget allows: never more than the space holds. */
export const plannedTrials = (study: Study): number =>
  Math.min(study.search.budget.trials, countCombinations(study.search.space).total);

/** Seconds that finished and failed trials have used: what a resumed search has spent of its minutes. */
const spent = (trials: Trial[]): number => trials.reduce((sum, t) => sum + (t.seconds ?? 0), 0);

/**
 * Runs a search to the end of its budget. With `resume` the newest search goes on: settled trials are kept and
 * an interrupted one starts again under its own number, so that the strategy, a pure function of the settled
 * trials, proposes what it would have proposed. A search that is left has no end in the journal.
 */
export async function runSearch(run: SearchRun, resume: boolean): Promise<void> {
  const { study, ready, journal, trainer, gate } = run;
  const { budget, space } = study.search;
  if (budget.trials < 1 || budget.minutes <= 0) throw new BenchsideError('budget.zero');
  checkSpace(space);
  if (study.search.pruner !== undefined) prunerByName(study.search.pruner);
  const outcome = outcomeOf(ready);
  const folds = new Folds({ ...run, signal: gate.signal }, outcome);
  try {
    for (const name of Object.keys(space)) await folds.for(familyByName(name).reads);
  } catch (thrown) {
    // Asked to end before anything has begun.
    if (errorRecord(thrown).kind === 'cancelled') return;
    throw thrown;
  }

  const search = resume ? journal.state.search : journal.state.search + 1;
  if (resume) await journal.append({ type: 'search.resumed', search });
  else
    await journal.append({
      type: 'search.started',
      search,
      study: withoutCells(study),
      backend: trainer.backend,
      adapter: trainer.adapter,
      planned: plannedTrials(study),
    });

  const settled = () =>
    journal.state.trials.filter((t) => t.state !== 'running' && t.state !== 'interrupted');
  let reason: 'budget' | 'exhausted' | 'stopped' | 'cancelled' = 'budget';
  while (settled().length < budget.trials && spent(settled()) < budget.minutes * 60) {
    const suggested = nextConfig(run, settled());
    if (!suggested) {
      reason = 'exhausted';
      break;
    }
    const worked = stopwatch(run);
    const trial = settled().length;
    const { why, ...config } = suggested;
    await journal.append({ type: 'trial.started', search, trial, config, ...(why && { why }) });
    try {
      const family = familyByName(config.family);
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
        settled: settled(),
        outOfTime: () => spent(settled()) + worked() > budget.minutes * 60,
      });
      if ('pruned' in done) {
        await journal.append({ type: 'trial.pruned', search, trial, pruned: done.pruned, seconds: worked() });
      } else {
        const blob = await journal.putBlob(`trial-${search}-${trial}`, done.blob);
        const { score } = done;
        await journal.append({ type: 'trial.finished', search, trial, score, seconds: worked(), blob });
      }
    } catch (thrown) {
      const error = errorRecord(thrown);
      if (error.kind === 'cancelled') {
        reason = gate.ending === 'cancel' ? 'cancelled' : 'stopped';
        break;
      }
      // The device is gone, not the configuration: in a new worker the trial starts again under its number.
      if (error.code === 'train.deviceLost') throw thrown;
      await journal.append({ type: 'trial.failed', search, trial, error, seconds: worked() });
    }
    if (gate.ending) {
      reason = gate.ending === 'cancel' ? 'cancelled' : 'stopped';
      break;
    }
  }
  if (gate.ending !== 'leave') await journal.append({ type: 'search.finished', search, reason });
}

/** Seconds since now, pauses left out. */
function stopwatch({ clock, gate }: SearchRun): () => number {
  const [started, paused] = [clock.now(), gate.pausedMs];
  return () => (clock.now() - started - (gate.pausedMs - paused)) / 1000;
}

function nextConfig({ study, ready }: SearchRun, settled: Trial[]): Suggestion | undefined {
  const about = {
    rows: ready.parts.dev.length,
    classes: ready.target.classes.length,
    kind: ready.target.kind,
    metric: study.search.metric,
    budgetLeft: study.search.budget.trials - settled.length,
  };
  const first = study.search.start && Object.keys(study.search.space)[settled.length];
  if (first) return { family: first, params: defaultsOf(familyByName(first).params) };
  const stream = rng(study.seed, 'strategy', settled.length);
  return strategyByName(study.search.strategy).suggest(study.search.space, settled, about, stream)[0];
}

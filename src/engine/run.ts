import { familyByName } from '../models/index';
import { strategyByName } from '../search/index';
import { asGrid, keyOf } from '../search/points';
import { prunerByName } from '../search/pruners/index';
import type { Suggestion } from '../search/strategy';
import { BenchsideError, errorRecord } from '../study/errors';
import type { Trial } from '../study/events';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { checkSpace, countCombinations } from '../study/space';
import { defaultConfig, spaceOf } from '../study/steps-in-space';
import { withoutCells } from '../study/without-cells';
import { checkMemory } from '../train/memory-limit';
import { secondStage } from './images/fine-tune';
import { Pipelines } from './pipelines';
import { outcomeOf, shapesOf } from './prepare';
import { runTrial, type SearchRun } from './trial';

/** A strategy that proposes what was tried already is asked again so many times before the search ends. */
const PATIENCE = 10;

/** Trials the budget allows: never more than the space holds, or a grid has points. */
export function plannedTrials(study: Study): number {
  const { strategy, budget } = study.search;
  const space = spaceOf(study);
  return Math.min(budget.trials, countCombinations(strategy === 'grid' ? asGrid(space) : space).total);
}

/** Scores on other data say nothing here. Throws `search.dataChanged`. */
export function checkSameData(then: Study | null, now: Study): void {
  if (then && then.data?.sha256 !== now.data?.sha256) throw new BenchsideError('search.dataChanged');
}

/** Seconds that finished and failed trials have used: what a resumed search has spent of its minutes. */
const spent = (trials: Trial[]): number => trials.reduce((sum, t) => sum + (t.seconds ?? 0), 0);

/**
 * Runs a search to the end of its budget. With `resume` the newest search goes on: settled trials are kept and
 * an interrupted one starts again under its own number, so that the strategy, a pure function of the settled
 * trials, proposes what it would have proposed. A search that is left has no end in the journal.
 */
export async function runSearch(run: SearchRun, resume: boolean): Promise<void> {
  const { study, ready, journal, trainer, gate } = run;
  const { budget } = study.search;
  const space = spaceOf(study);
  if (budget.trials < 1 || budget.minutes <= 0) throw new BenchsideError('budget.zero');
  checkSpace(space);
  if (study.search.pruner !== undefined) prunerByName(study.search.pruner);
  if (resume) checkSameData(journal.state.study, study);
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
  const space = spaceOf(study);
  const first = study.search.start && Object.keys(space)[settled.length];
  if (first) return defaultConfig(study, first, defaultsOf(familyByName(first).params));
  const strategy = strategyByName(study.search.strategy);
  const tried = new Set(settled.map(({ config }) => keyOf(config)));
  for (let asked = 0; asked < PATIENCE; asked++) {
    // The first time as it ever was, so that a search begun before goes on as it would have.
    const stream = rng(study.seed, 'strategy', settled.length, ...(asked > 0 ? [asked] : []));
    const [next] = strategy.suggest(space, settled, about, stream);
    if (!next || !tried.has(keyOf(next))) return next;
  }
  return undefined;
}

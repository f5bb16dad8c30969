import { beforeAll, describe, expect, it } from 'vitest';
import { strategies } from '../search';
import { rng } from '../study/random';
import { openTrainer } from '../train/open-trainer';
import type { Trainer } from '../train/trainer';
import { runSearch } from './run';
import { boardOf, memoryJournal, searchOf, smallStudy } from './testing-search';

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

/** Two of them, and one outside the space. */
const byHand = [0.002, 0.05, 0.5].map((learningRate) => ({
  family: 'logistic',
  params: { learningRate, weightDecay: 0.01 },
}));

/** A strategy that is by hand is given all its configurations as it begins. */
const handOf = (strategy: (typeof strategies)[number]) => (strategy.byHand ? byHand : []);

describe.each(strategies.map((strategy) => ({ strategy })))('$strategy.name', ({ strategy }) => {
  const study = smallStudy({
    strategy: strategy.name,
    budget: { trials: strategy.byHand ? 3 : 14, minutes: 60 },
  });
  const given = { byHand: handOf(strategy) };

  it('broken off after any event and gone on with, ends with the leaderboard of a search that ran through', async () => {
    const whole = searchOf(study, trainer);
    await runSearch({ ...whole, ...given }, false);
    const events = whole.journal.all();
    const board = boardOf(whole.journal);
    expect(board).toHaveLength(study.search.budget.trials);
    const random = rng('cuts', strategy.name);
    const first = 1 + given.byHand.length;
    // Just begun, just before the end, and six moments between.
    const cuts = [
      first,
      events.length - 1,
      ...Array.from({ length: 6 }, () => first + random.int(events.length - first)),
    ];
    for (const cut of cuts) {
      const again = searchOf(study, trainer, memoryJournal(events.slice(0, cut)));
      await runSearch(again, true);
      expect(boardOf(again.journal), `cut after ${cut} events`).toEqual(board);
    }
  });

  it('extended after its end, ends with the leaderboard of a search that had the larger budget at once', async () => {
    const budget = (trials: number) => ({ ...study.search, budget: { trials, minutes: 60 } });
    const trials = strategy.byHand ? 3 : 13;
    const whole = searchOf({ ...study, search: budget(trials) }, trainer);
    await runSearch({ ...whole, ...given }, false);
    const short = searchOf({ ...study, search: budget(strategy.byHand ? 2 : 8) }, trainer);
    await runSearch({ ...short, byHand: given.byHand.slice(0, 2) }, false);
    for (const config of given.byHand.slice(2))
      await short.journal.append({ type: 'trial.queued', search: 1, config });
    await short.journal.append({
      type: 'search.extended',
      search: 1,
      budget: budget(trials).budget,
      planned: trials,
    });
    const { journal } = short;
    await runSearch(searchOf(journal.state.study ?? study, trainer, journal), true);
    expect(boardOf(journal)).toEqual(boardOf(whole.journal));
    expect(journal.state).toMatchObject({ phase: 'finished', planned: trials });
  });
});

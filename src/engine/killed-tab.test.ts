import 'fake-indexeddb/auto';
import { beforeAll, expect, it } from 'vitest';
import type { JournalBody, JournalEvent } from '../study/events';
import { replayJournal } from '../study/journal-state';
import type { Study } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import type { Trainer } from '../train/trainer';
import { Journal } from './journal';
import { runSearch } from './run';
import { Storage } from './storage';
import { boardOf, searchOf, smallStudy } from './testing-search';

// The tab is killed after the n-th call of storage: nothing that was said to be safe is lost, and the search goes on.

const KILLS = 50;
const study: Study = smallStudy({ strategy: 'genetic', budget: { trials: 13, minutes: 60 } });
const clock = { now: () => 0 };

let trainer: Trainer;
let board: ReturnType<typeof boardOf>;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
  const whole = searchOf(study, trainer);
  await runSearch(whole, false);
  board = boardOf(whole.journal);
  expect(board).toHaveLength(13);
});

/**
 * Storage of a tab that is killed at its n-th call: the call is written (`late`) or it is not, but nobody hears of it,
 * nor of any call after it.
 */
function dying(storage: Storage, n: number, late: boolean) {
  let calls = 0;
  let die = () => {};
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const mortal =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls++;
      if (calls < n) return work(...args);
      if (calls === n && late) await work(...args);
      die();
      return new Promise<never>(() => {});
    };
  const tab = Object.create(storage) as Storage;
  tab.append = mortal(storage.append.bind(storage));
  tab.putBlob = mortal(storage.putBlob.bind(storage));
  return { tab, dead };
}

/** Hears which events were said to be safe. */
class Heard extends Journal {
  readonly safe: JournalEvent[] = [];
  override append(body: JournalBody): Promise<void> {
    const written = super.append(body);
    const event = this.all().at(-1);
    return written.then(() => {
      if (event) this.safe.push(event);
    });
  }
}

it.each(Array.from({ length: KILLS }, (_, i) => i + 1))('killed at call %i', async (n) => {
  const late = n % 2 === 0;
  const storage = await Storage.open(`killed-${n}`);
  await storage.saveStudy(study, 0);
  const { tab, dead } = dying(storage, n, late);
  const heard = new Heard('small', tab, clock, [], () => {});
  const over = runSearch(searchOf(study, trainer, heard), false).then(() => 'over');
  expect(await Promise.race([dead.then(() => 'dead'), over])).toBe('dead');
  storage.close();

  const next = await Storage.open(`killed-${n}`);
  const events = await next.journal('small');
  // In order, without a gap, and each as it was; what was on its way may be there or not.
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
  expect(events.slice(0, heard.safe.length)).toEqual(structuredClone(heard.safe));
  expect(events).toEqual(structuredClone(heard.all().slice(0, events.length)));
  for (const event of events)
    if (event.type === 'trial.finished')
      expect(await next.getBlob('small', event.blob ?? ''), event.blob).toMatchObject({
        bestEpoch: event.score.bestEpoch,
      });

  const journal = new Journal('small', next, clock, events, () => {});
  const begun = journal.state.study;
  expect(replayJournal(events).phase).toBe(begun ? 'interrupted' : 'none');
  await runSearch(searchOf(begun ?? study, trainer, journal), begun !== null);
  expect(boardOf(journal)).toEqual(board);
  for (const { blob } of journal.state.trials) expect(await journal.getBlob(blob ?? '')).not.toBeNull();
  next.close();
});

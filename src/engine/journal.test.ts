import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { emptyStudy } from '../study/defaults';
import { BenchsideError } from '../study/errors';
import type { JournalBody } from '../study/events';
import { replayJournal } from '../study/journal-state';
import { Journal } from './journal';
import { Storage } from './storage';

const clock = { now: () => 1000 };
const study = emptyStudy('s1');
const config = { family: 'logistic', params: { learningRate: 0.01 } };
const lines: JournalBody[] = [
  { type: 'search.started', search: 1, study, backend: 'cpu', adapter: 'CPU', planned: 2 },
  { type: 'trial.started', search: 1, trial: 0, config },
  {
    type: 'trial.epochs',
    search: 1,
    trial: 0,
    points: [{ epoch: 1, trainLoss: 0.7, validLoss: 0.6, metric: 0.8 }],
  },
  {
    type: 'trial.finished',
    search: 1,
    trial: 0,
    score: { metric: 0.8, validLoss: 0.6, bestEpoch: 1 },
    seconds: 2,
    blob: 'trial-1-0',
  },
  { type: 'trial.started', search: 1, trial: 1, config },
];

test('what was appended comes back in order from storage, blobs too, and what ran is interrupted', async () => {
  const storage = await Storage.open('order');
  await storage.saveStudy(study, 5);
  const heard = vi.fn();
  const journal = new Journal('s1', storage, clock, [], heard);
  await journal.putBlob('trial-1-0', { weights: new Float32Array([1, 2]) });
  for (const line of lines) void journal.append(line);
  await journal.append({
    type: 'trial.failed',
    search: 1,
    trial: 1,
    error: { code: 'train.diverged', details: { epoch: 3 }, kind: 'trial' },
    seconds: 1,
  });
  const stored = await storage.journal('s1');
  expect(stored.map((e) => e.type)).toEqual([...lines.map((l) => l.type), 'trial.failed']);
  expect(stored.map((e) => e.seq)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(stored[0]).toMatchObject({ study: { id: 's1' } });
  const back = new Journal('s1', storage, clock, stored.slice(0, 5), heard);
  expect(await back.getBlob('trial-1-0')).toEqual({ weights: new Float32Array([1, 2]) });
  const state = replayJournal(stored.slice(0, 5));
  expect(state.phase).toBe('interrupted');
  expect(state.trials.map((t) => t.state)).toEqual(['finished', 'interrupted']);
  expect((await storage.list())[0]).toMatchObject({ id: 's1', trials: 1 });
});

test('studies do not see each other, and a forgotten one leaves nothing', async () => {
  const storage = await Storage.open('forget');
  for (const id of ['a', 'ab']) {
    await storage.saveStudy(emptyStudy(id), 1);
    await storage.saveTable(id, { n: 0, columns: [] });
    const journal = new Journal(id, storage, clock, [], () => {});
    await journal.putBlob('b', id);
    await journal.append(lines[0]);
  }
  await storage.forget('a');
  expect(await storage.journal('a')).toEqual([]);
  expect(await storage.getBlob('a', 'b')).toBeNull();
  expect(await storage.load('a')).toBeNull();
  expect(await storage.getBlob('ab', 'b')).toBe('ab');
  expect(await storage.journal('ab')).toHaveLength(1);
});

test('when storage fails the page is told once and the study goes on in memory, blobs included', async () => {
  const storage = await Storage.open('broken');
  vi.spyOn(storage, 'append').mockRejectedValue(new BenchsideError('storage.failed', {}, 'fatal'));
  const heard = vi.fn();
  const journal = new Journal('s1', storage, clock, [], heard);
  for (const line of lines) await journal.append(line);
  await journal.putBlob('x', 7);
  expect(await journal.getBlob('x')).toBe(7);
  expect(journal.state.trials).toHaveLength(2);
  expect(heard.mock.calls.filter(([event]) => 'storage' in event)).toHaveLength(1);
  expect(heard.mock.calls.filter(([event]) => 'journal' in event)).toHaveLength(lines.length);
});

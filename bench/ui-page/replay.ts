import { emptyStudy } from '../../src/study/defaults';
import type { JournalBody, JournalEvent } from '../../src/study/events';
import { replayJournal } from '../../src/study/journal-state';

/** A search of so many trials, an event an epoch. */
function journalOf(trials: number, epochs: number): JournalEvent[] {
  const study = emptyStudy('bench');
  const bodies: JournalBody[] = [
    { type: 'search.started', search: 1, study, backend: 'wasm', adapter: '', planned: trials },
  ];
  for (let trial = 0; trial < trials; trial++) {
    const config = { family: 'mlp', params: { hidden: [64, 32], learningRate: 0.001 } };
    bodies.push({ type: 'trial.started', search: 1, trial, config });
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const points = [{ epoch, trainLoss: 1 / epoch, validLoss: 2 / epoch, metric: 0.8 }];
      bodies.push({ type: 'trial.epochs', search: 1, trial, points });
    }
    const score = { metric: 0.8, validLoss: 2 / epochs, bestEpoch: epochs };
    bodies.push({ type: 'trial.finished', search: 1, trial, score, seconds: 1, blob: `b${trial}` });
  }
  return bodies.map((body, seq) => ({ ...body, seq, at: seq }));
}

/** `window.replay(trials, epochs)`: milliseconds that the page takes for a stored journal of that size. */
function replay(trials: number, epochs: number): { ms: number; events: number } {
  const events = journalOf(trials, epochs);
  const start = performance.now();
  const state = replayJournal(events);
  const ms = performance.now() - start;
  const points = state.trials.reduce((sum, t) => sum + t.points.length, 0);
  if (points !== trials * epochs) throw new Error(`${points} epochs came of ${trials * epochs}`);
  return { ms, events: events.length };
}

Object.assign(window, { replay });

import { describe, expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import type { JournalBody, JournalEvent } from './events';
import { replayJournal } from './journal-state';
import { migrate } from './migrations';
import type { Ensemble } from './results/ensemble';
import { isEvaluated, winningModel } from './winning-model';

const study = emptyStudy('s');
const config = { family: 'mlp', params: {} };
const trial = (number: number, metric: number): JournalBody[] => [
  { type: 'trial.started', search: 1, trial: number, config },
  {
    type: 'trial.finished',
    search: 1,
    trial: number,
    score: { metric, validLoss: 1, bestEpoch: 1 },
    seconds: 1,
    blob: `b${number}`,
  },
];
const members = [
  { trial: 1, weight: 0.75 },
  { trial: 0, weight: 0.25 },
];
const ensemble: Ensemble = {
  metric: 'auroc',
  candidates: 2,
  members,
  score: 0.95,
  single: 0.9,
  gain: { estimate: 0.02, low: -0.01, high: 0.05, method: 'bootstrap' },
  used: true,
};
const searched: JournalBody[] = [
  { type: 'search.started', search: 1, study, backend: 'cpu', adapter: '', planned: 2 },
  ...trial(0, 0.8),
  ...trial(1, 0.9),
  { type: 'search.finished', search: 1, reason: 'budget' },
];
const chosen: JournalBody = { type: 'ensembled', search: 1, ensemble };
const evaluated = (together: boolean): JournalBody => ({
  type: 'evaluated',
  search: 1,
  trial: 1,
  ...(together && { members }),
  evaluation: {} as never,
  blob: 'e',
});
const stateOf = (...more: JournalBody[]) =>
  replayJournal([...searched, ...more].map((body, seq): JournalEvent => ({ ...body, seq, at: seq })));
const alone = [{ trial: 1, weight: 1 }];

describe('the winning model', () => {
  it('is the ensemble where it is wanted, of use and chosen, else the best trial', () => {
    expect(winningModel(stateOf(chosen), { ensemble: 'auto' })).toMatchObject({
      trial: { trial: 1 },
      members,
    });
    expect(winningModel(stateOf(chosen), { ensemble: 'single' })?.members).toEqual(alone);
    expect(winningModel(stateOf(), { ensemble: 'auto' })?.members).toEqual(alone);
    const useless = { ...chosen, ensemble: { ...ensemble, used: false } };
    expect(winningModel(stateOf(useless), { ensemble: 'auto' })?.members).toEqual(alone);
  });

  it('is of no family that is left out: neither alone nor as one of several', () => {
    const other = trial(2, 0.7).map((event) =>
      event.type === 'trial.started' ? { ...event, config: { family: 'elastic-net', params: {} } } : event,
    );
    const state = stateOf(...other, chosen);
    expect(winningModel(state, { ensemble: 'auto' })?.members).toEqual(members);
    expect(winningModel(state, { ensemble: 'auto', leftOut: ['elastic-net'] })?.members).toEqual(members);
    expect(winningModel(state, { ensemble: 'auto', leftOut: ['mlp'] })?.members).toEqual([
      { trial: 2, weight: 1 },
    ]);
    expect(winningModel(state, { leftOut: ['mlp', 'elastic-net'] })).toBeNull();
  });

  it('is of one trial in studies of earlier versions, which say nothing of it', () => {
    const old = JSON.parse(JSON.stringify(study));
    expect(migrate(old).evaluation.ensemble).toBeUndefined();
    expect(winningModel(stateOf(chosen))?.members).toEqual(alone);
  });

  it('is that of one trial until the choice is made again, once a further trial has finished', () => {
    const longer = stateOf(chosen, ...trial(2, 0.5));
    expect(longer.ensemble).toBeNull();
    expect(winningModel(longer, { ensemble: 'auto' })?.members).toEqual(alone);
    const again = stateOf(chosen, ...trial(2, 0.5), chosen);
    expect(winningModel(again, { ensemble: 'auto' })?.members).toEqual(members);
  });

  it('there is none before a trial has finished', () => {
    expect(winningModel(replayJournal([]), { ensemble: 'auto' })).toBeNull();
  });
});

describe('an evaluation', () => {
  const together = winningModel(stateOf(chosen), { ensemble: 'auto' });
  const single = winningModel(stateOf(chosen), { ensemble: 'single' });
  if (!together || !single) throw new Error('models');

  it('is of the trials that predicted, and of no others', () => {
    expect(isEvaluated(stateOf(chosen), together)).toBe(false);
    expect(isEvaluated(stateOf(chosen, evaluated(true)), together)).toBe(true);
    expect(isEvaluated(stateOf(chosen, evaluated(true)), single)).toBe(false);
    expect(isEvaluated(stateOf(chosen, evaluated(false)), single)).toBe(true);
    expect(isEvaluated(stateOf(chosen, evaluated(false)), together)).toBe(false);
  });

  it('of other members makes what was explained another model’s', () => {
    const explained: JournalBody = { type: 'explained', search: 1, trial: 1, importances: [] };
    expect(stateOf(chosen, evaluated(true), explained, evaluated(true)).importances).toEqual([]);
    expect(stateOf(chosen, evaluated(true), explained, evaluated(false)).importances).toBeNull();
  });
});

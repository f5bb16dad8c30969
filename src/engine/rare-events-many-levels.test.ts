import { describe, expect, it } from 'vitest';
import { readTable } from '../data/read';
import { metricValue } from '../evaluate/study-metric';
import { checkOutcome } from '../guard/outcome';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import { chooseEnsemble } from './choose-ensemble';
import { evaluateWinner } from './evaluation/evaluate-winner';
import { winnerOf } from './finish';
import { ready } from './prepare';
import { proposeStudy } from './propose-study';
import type { Session } from './session';
import { searched } from './testing';

// What a study is proposed where the outcome is rare, and where a column has hundreds of levels, from the file to the
// evaluation. Nobody mends anything by hand.

const { signal } = new AbortController();
const ctx = { rng: rng('rare events'), signal, clock: { now: () => 0 }, report: () => {} };

/** What is proposed for a file, with few trials and epochs. */
async function proposedFor(
  lines: string[],
): Promise<{ study: Study; made: Awaited<ReturnType<typeof readTable>> }> {
  const made = await readTable(new Blob([lines.join('\n')]), 'csv', ctx);
  const proposed = proposeStudy(made, { id: 'rare', kind: 'file', target: 'died', trials: 8 });
  return { study: { ...proposed, training: { ...proposed.training, maxEpochs: 20 } }, made };
}

async function wholeStudy(lines: string[]) {
  const { study: proposed, made } = await proposedFor(lines);
  const trainer = await openTrainer('cpu');
  const run = await searched(made.table, proposed, trainer);
  await chooseEnsemble(run, signal);
  const best = await winnerOf(run.journal, () => run.ready);
  const evaluation = await evaluateWinner({
    session: { journal: run.journal, readyApart: (of: Study) => ready(made.table, of) } as Session,
    ...{ best, trainer, clock: run.clock, makerFor: () => null, signal, report: () => {} },
  });
  return { proposed, run, evaluation };
}

describe('20 events among 2,000 patients', () => {
  const random = rng('rare events', 'rows');
  const lines = ['age,sodium,ward,died'];
  for (let i = 0; i < 2000; i++) {
    const died = i % 100 === 7;
    const age = 60 + 12 * random.normal() + (died ? 12 : 0);
    lines.push(
      `${age.toFixed(1)},${(139 + 3 * random.normal() - (died ? 3 : 0)).toFixed(1)},${'ABC'[random.int(3)]},${died ? 'yes' : 'no'}`,
    );
  }

  it('are in every part, every family finishes, and the risks that come out are as rare', {
    timeout: 300_000,
  }, async () => {
    const { proposed, run, evaluation } = await wholeStudy(lines);
    const { parts, target } = run.ready;
    const events = (rows: Uint32Array) => rows.filter((row) => target.y[row] === 1).length;
    expect(events(parts.test)).toBeGreaterThanOrEqual(1);
    for (const { train, valid } of parts.folds) {
      expect(events(valid)).toBeGreaterThanOrEqual(1);
      expect(events(train)).toBeGreaterThan(events(valid));
    }
    // Weighed classes would make risks that nobody has.
    expect(proposed.training.classWeights).toBe('none');
    const { trials } = run.journal.state;
    const finished = new Set(
      trials.flatMap(({ state, config }) => (state === 'finished' ? [config.family] : [])),
    );
    expect(trials.filter(({ state }) => state === 'failed')).toEqual([]);
    expect([...finished].sort()).toEqual(Object.keys(proposed.search.space).sort());
    // As many are told as there are, within the interval of so few, and nothing is told without one.
    const { oe, auroc, sensitivity } = evaluation.metrics;
    expect(oe.low).toBeLessThan(1);
    expect(oe.high).toBeGreaterThan(1);
    expect(auroc.estimate).toBeGreaterThan(0.7);
    expect(sensitivity.n).toBe(events(parts.test));
    expect((sensitivity.high ?? 1) - (sensitivity.low ?? 0)).toBeGreaterThan(0.3);
  });

  it('as eight they are too few, which is said before training', () => {
    const y = Float64Array.from({ length: 1000 }, (_, i) => Number(i < 8));
    const [found] = checkOutcome('died', { kind: 'binary', classes: ['no', 'yes'], y });
    expect(found).toMatchObject({ level: 'stop', key: 'target.tooFewPerClass' });
    expect(found.params).toMatchObject({ level: 'yes', got: 8, wanted: 10 });
  });
});

describe('a column of 700 drugs', () => {
  const random = rng('many levels', 'rows');
  const lines = ['age,drug,visit,died'];
  for (let i = 0; i < 1500; i++) {
    // Drugs say nothing, however few patients have one: what they seem to say is luck.
    const age = 60 + 12 * random.normal();
    const died = random.next() < 1 / (1 + Math.exp(-(age - 60) / 12));
    lines.push(`${age.toFixed(1)},drug ${random.int(700)},V${i}x${random.int(1e6)},${died ? 'yes' : 'no'}`);
  }

  it('that say nothing lets no family score better than by chance', {
    timeout: 300_000,
  }, async () => {
    const { proposed, run, evaluation } = await wholeStudy(lines);
    const roleOf = (wanted: string) => proposed.columns.find(({ name }) => name === wanted)?.role;
    expect(roleOf('drug')).toBe('feature');
    // One a row: nothing can be learned of it.
    expect(roleOf('visit')).not.toBe('feature');
    // Out of fold, one input: not a column each.
    expect(proposed.steps.map(({ step }) => step)).toContain('target-encoding');
    expect(proposed.steps.map(({ step }) => step)).not.toContain('one-hot');
    const { trials } = run.journal.state;
    expect(trials.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(trials.find(({ config }) => config.family === 'elastic-net')?.shape?.inputs).toBe(2);
    const { data, target, parts } = run.ready;
    // Of the true risk, which is age's alone.
    const age = data.cols.get('age') as { v: Float64Array };
    const best = (rows: Uint32Array) =>
      metricValue(
        'auroc',
        'binary',
        [...rows].map((row) => target.y[row]),
        [...rows].map((row) => age.v[row]),
        2,
      );
    for (const { score, config } of trials)
      if (score) expect(score.metric, config.family).toBeLessThan(best(parts.dev) + 0.01);
    expect(evaluation.metrics.auroc.estimate).toBeLessThan(best(parts.test) + 0.02);
    expect(evaluation.metrics.auroc.estimate).toBeGreaterThan(best(parts.test) - 0.05);
  });
});

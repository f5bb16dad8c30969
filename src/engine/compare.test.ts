import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { journalEventSchema } from '../export/journal-schema';
import type { Study } from '../study/schema';
import { compareStep } from './compare';
import { Journal } from './journal';
import { ready } from './prepare';
import { mixedStudy, mixedTable } from './testing';

const ctx = { signal: new AbortController().signal, report: () => {} };
const compare = (
  study: Study,
  stepId: string,
  change: (made: ReturnType<typeof ready>) => void = () => {},
) => {
  const kind = study.task!.kind;
  const made = ready(mixedTable(kind), study);
  change(made);
  return compareStep(made, study, stepId, ctx);
};

describe('compareStep', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'both arms and their difference: %s',
    async (kind) => {
      const study = mixedStudy(kind);
      const found = await compare(study, 'standardize');
      const { parts, data } = ready(mixedTable(kind), study);
      expect(found).toMatchObject({ stepId: 'standardize', step: 'standardize', folds: 3, sampled: false });
      expect(found.rows).toBe(parts.dev.length);
      expect(found.patients).toBe(new Set(Array.from(parts.dev, (row) => data.unit[row])).size);
      expect(found.difference.estimate).toBe(found.with - found.without);
      expect(found.difference.low).toBeLessThanOrEqual(found.difference.estimate);
      expect(found.difference.high).toBeGreaterThanOrEqual(found.difference.estimate);
      expect([found.leftOut, found.zeroFilled]).toEqual([[], []]);
      // The marker of the outcome is age: a model that learned nothing would be at 0.5, or at the SD.
      if (kind === 'binary') expect(found.with).toBeGreaterThan(0.6);
      expect(await compare(study, 'standardize')).toEqual(found);
    },
  );

  it('names the columns that are left out, or filled with 0, where the step was needed', async () => {
    const study = mixedStudy('binary');
    const noCategories = await compare(study, 'one-hot');
    expect(noCategories.leftOut).toEqual(['sex', 'stage', 'ward']);
    const noFilling = await compare(study, 'impute');
    expect(noFilling.zeroFilled).toEqual(['age', 'crp']);
    expect(noFilling.leftOut).toEqual([]);
  });

  it('sees no outcome and no value of the test part', async () => {
    const study = mixedStudy('binary');
    const spoiled = await compare(study, 'impute', ({ target, data, parts }) => {
      for (const row of parts.test) {
        target.y[row] = 1 - target.y[row];
        for (const column of data.cols.values()) if (column.kind === 'num') column.v[row] = 1e6;
      }
    });
    expect(spoiled).toEqual(await compare(study, 'impute'));
  });

  it('makes folds of its own where the study validates once', async () => {
    const study = mixedStudy('binary');
    study.split = { ...study.split, validation: { kind: 'holdout', share: 0.25 } };
    const found = await compare(study, 'standardize');
    expect(found.folds).toBe(5);
    expect(found.rows).toBe(ready(mixedTable('binary'), study).parts.dev.length);
  });

  it('says what is wrong: an unknown step, nothing left without it, a pipeline that does not end in numbers', async () => {
    const study = mixedStudy('binary');
    await expect(compare(study, 'gone')).rejects.toMatchObject({ code: 'prep.unknownStep' });
    const words = {
      ...study,
      columns: study.columns.map((c) =>
        c.name === 'sex' || c.role !== 'feature' ? c : { ...c, role: 'ignore' as const },
      ),
      steps: [{ ...study.steps[0], params: { indicator: false } }, study.steps[1]],
    };
    await expect(compare(words, 'one-hot')).rejects.toMatchObject({ code: 'compare.nothingLeft' });
    const unfinished = { ...study, steps: study.steps.slice(0, 1) };
    await expect(compare(unfinished, 'impute')).rejects.toMatchObject({ code: 'prep.categoryLeft' });
  });

  it('can be cancelled', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const study = mixedStudy('binary');
    await expect(
      compareStep(ready(mixedTable('binary'), study), study, 'impute', {
        signal: stopped.signal,
        report: () => {},
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is counted in the journal, before and after a search began, and comes back from a bundle', async () => {
    const study = mixedStudy('binary');
    const comparison = await compare(study, 'standardize');
    const journal = new Journal('j', null, { now: () => 7 }, [], () => {});
    await journal.append({ type: 'step.compared', search: 0, comparison });
    await journal.append({
      type: 'search.started',
      search: 1,
      study,
      backend: 'cpu',
      adapter: '',
      planned: 2,
    });
    await journal.append({ type: 'step.compared', search: 1, comparison });
    expect(journal.state.comparisons).toEqual([comparison, comparison]);
    for (const event of journal.all())
      expect(v.parse(journalEventSchema, JSON.parse(JSON.stringify(event)))).toEqual(event);
  });
});

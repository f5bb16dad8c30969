import { expect, test } from 'vitest';
import { openTrainer } from '../../train/open-trainer';
import { ready } from '../prepare';
import { mixedStudy, mixedTable } from '../testing';
import { sweepFamily } from './sweep';

const run = { signal: new AbortController().signal, report: () => {}, maker: null };

test('a family is offered a range around the rates that it learns with; rows that score nothing are not looked at', async () => {
  const table = mixedTable('binary');
  const study = mixedStudy('binary');
  const made = ready(table, study);
  const trainer = await openTrainer('cpu');
  const asked = { ...run, study, family: 'logistic', trainer };
  const answer = await sweepFamily({ ...asked, ready: made });
  expect(answer.range?.low).toBeLessThan(0.01);
  expect(answer.range?.high).toBeGreaterThan(0.01);
  expect(trainer.memory().tensors).toBe(0);
  const scored = new Set([...made.parts.test, ...made.parts.folds[0].valid]);
  const turned = {
    ...made,
    target: { ...made.target, y: made.target.y.map((y, row) => (scored.has(row) ? 1 - y : y)) },
  };
  expect(await sweepFamily({ ...asked, ready: turned })).toEqual(answer);
});

test('an unknown family is told', async () => {
  const study = mixedStudy('binary');
  const asked = {
    ...run,
    study,
    ready: ready(mixedTable('binary'), study),
    trainer: await openTrainer('cpu'),
  };
  await expect(sweepFamily({ ...asked, family: 'oracle' })).rejects.toMatchObject({ code: 'study.invalid' });
});

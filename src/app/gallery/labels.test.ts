import { expect, test } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { Study } from '../../study/schema';
import { labelled, labelsNow } from './labels';

const told = { n: 3, classes: ['a', 'b'], label: Int16Array.from([0, 1, -1]) };
const study: Study = {
  ...emptyStudy('s'),
  images: { labels: { from: 'folder' }, patients: { from: 'none' }, alike: 'together' },
  task: { kind: 'binary', target: 'label', classes: ['a', 'b'] },
};

test('a label given by hand stands in place of the one that was read', () => {
  const { classes, label } = labelsNow(told, { 0: 'b', 1: '', 2: 'c', 99: 'a' });
  expect(classes).toEqual(['a', 'b', 'c']);
  expect([...label]).toEqual([1, -1, 2]);
});

test('labelling writes the decision, and a known class leaves the outcome as it is', () => {
  const next = labelled(study, told, 2, 'a');
  expect(next.images?.hand).toEqual({ 2: 'a' });
  expect(next.task).toBe(study.task);
});

test('a third class makes the outcome one of several', () => {
  expect(labelled(study, told, 2, 'c').task).toEqual({
    kind: 'multiclass',
    target: 'label',
    classes: ['a', 'b', 'c'],
  });
});

test('two classes by hand make an outcome where there was none', () => {
  const bare: Study = {
    ...study,
    task: null,
    columns: [{ name: 'label', type: 'nominal', role: 'target', stored: true }],
  };
  const none = { n: 3, classes: [], label: Int16Array.from([-1, -1, -1]) };
  const one = labelled(bare, none, 0, 'x');
  expect(one.task).toBe(null);
  expect(labelled(one, none, 1, 'y').task).toEqual({ kind: 'binary', target: 'label', classes: ['x', 'y'] });
});

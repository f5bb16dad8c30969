import { expect, test } from 'vitest';
import type { ImagesRead } from '../../engine/images/api';
import { labelsIn, planProblem, proposedPlan } from './found-plan';

const found = (change: Partial<ImagesRead['found']>) => ({
  read: {
    files: 4,
    pictures: 4,
    skipped: [],
    notices: {},
    found: { folders: [], given: false, patientPattern: null, dicomPatients: 0, examples: [], ...change },
  },
  table: null,
  axis: 2 as const,
});
const folders = [
  { name: 'a', pictures: 2 },
  { name: 'b', pictures: 2 },
];

test('folders name the classes, DICOM the patients; a pattern where there are no tags', () => {
  expect(proposedPlan(found({ folders, patientPattern: '^(C)' }))).toEqual({
    labels: { from: 'folder' },
    patients: { from: 'pattern', pattern: '^(C)' },
    alike: 'together',
  });
  expect(proposedPlan(found({ dicomPatients: 3, patientPattern: '^(C)' })).patients).toEqual({
    from: 'dicom',
  });
  expect(proposedPlan(found({})).labels).toEqual({ from: 'hand' });
  expect(proposedPlan(found({}))).not.toHaveProperty('axis');
  expect(proposedPlan({ ...found({}), axis: 0 })).toHaveProperty('axis', 0);
});

test('a table proposes its columns by their headings', () => {
  expect(labelsIn([{ name: 'age' }, { name: 'file_name' }, { name: 'diagnosis' }])).toEqual({
    from: 'table',
    file: 'file_name',
    label: 'diagnosis',
  });
});

test('what cannot begin yet says why', () => {
  const plan = proposedPlan(found({ folders }));
  expect(planProblem(plan, { table: null })).toBe(null);
  expect(planProblem({ ...plan, labels: { from: 'pattern', pattern: '(' } }, { table: null })).toBe(
    'labelPattern',
  );
  expect(planProblem({ ...plan, patients: { from: 'table', column: 'id' } }, { table: null })).toBe('table');
});

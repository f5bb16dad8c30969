import { describe, expect, test } from 'vitest';
import { emptyStudy } from './defaults';
import { withDirection, withOtherPositive, withoutDirections } from './directions';
import { parseStudy, type Study } from './schema';
import { warmProblem } from './warm-start';

const study: Study = {
  ...emptyStudy('directions'),
  task: { kind: 'binary', target: 'died', classes: ['no', 'yes'] },
};
const directed = withDirection(withDirection(study, 'age', 'rises'), 'albumin', 'falls');

describe('known directions in a study', () => {
  test('come back from the document; another word is refused', () => {
    expect(parseStudy(JSON.parse(JSON.stringify(directed)))).toEqual(directed);
    const odd = { ...study, training: { ...study.training, directions: { age: 'up' } } };
    expect(() => parseStudy(odd)).toThrow('study.invalid');
  });

  test('a study from which they are taken back is as before', () => {
    expect(withDirection(withDirection(directed, 'age', null), 'albumin', null)).toEqual(study);
    expect(withoutDirections(directed)).toEqual(study);
  });

  test('turn round where the other class becomes the outcome, and back', () => {
    const other = withOtherPositive(directed);
    expect(other.task?.classes).toEqual(['yes', 'no']);
    expect(other.training.directions).toEqual({ age: 'falls', albumin: 'rises' });
    expect(withOtherPositive(other)).toEqual(directed);
    expect(withOtherPositive(study).training).toEqual(study.training);
  });

  test('scores of a search with others cannot be compared', () => {
    expect(warmProblem(study, directed)).toBe('training');
    expect(warmProblem(directed, { ...directed })).toBeNull();
  });
});

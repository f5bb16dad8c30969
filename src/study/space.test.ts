import { describe, expect, it } from 'vitest';
import { checkSpace, countCombinations, type Domain, domainOf, type Space } from './space';

const choice = (...values: (number | number[])[]): Domain => ({ kind: 'choice', values });

describe('countCombinations', () => {
  it('counts 3 architectures × 4 learning rates × 5 batch sizes as 60', () => {
    const mlp = {
      hidden: choice([32], [64, 32], [128, 64, 32]),
      learningRate: choice(1e-4, 1e-3, 1e-2, 3e-2),
      batchSize: choice(16, 32, 64, 128, 256),
    };
    expect(countCombinations({ mlp })).toEqual({
      total: 60,
      perFamily: { mlp: { total: 60, factors: [3, 4, 5] } },
    });
    expect(countCombinations({ mlp, logistic: { batchSize: choice(16, 32) } }).total).toBe(62);
  });

  it('counts the steps of integers, and no end of real numbers', () => {
    const of = (domain: Domain) => countCombinations({ f: { x: domain } }).total;
    expect(of({ kind: 'int', low: 8, high: 32, step: 8, log: false })).toBe(4);
    expect(of({ kind: 'int', low: 8, high: 31, step: 8, log: false })).toBe(3);
    expect(of({ kind: 'float', low: 0, high: 1, log: false })).toBe(Number.POSITIVE_INFINITY);
    expect(countCombinations({}).total).toBe(0);
    expect(
      countCombinations({ f: { x: choice(), y: { kind: 'float', low: 0, high: 1, log: false } } }).total,
    ).toBe(0);
    expect(countCombinations({ plain: {} }).total).toBe(1);
  });
});

describe('checkSpace', () => {
  const check = (domain: Domain) => () => checkSpace({ f: { x: domain } });

  it('passes what can be drawn from', () => {
    const space: Space = {
      f: { x: { kind: 'float', low: 0.1, high: 0.1, log: true }, y: choice(1) },
      plain: {},
    };
    expect(checkSpace(space)).toBeUndefined();
  });

  it('says why a search could not draw', () => {
    expect(() => checkSpace({})).toThrow('space.empty');
    expect(check(choice())).toThrow('space.empty');
    expect(check({ kind: 'float', low: 2, high: 1, log: false })).toThrow(
      'space.bounds {"parameter":"x","low":2,"high":1}',
    );
    expect(check({ kind: 'float', low: Number.NaN, high: 1, log: false })).toThrow('space.bounds');
    expect(check({ kind: 'float', low: 0, high: 1, log: true })).toThrow(
      'space.logThroughZero {"parameter":"x","low":0}',
    );
  });

  it('names the bounds of integers in the wrong order', () => {
    expect(check({ kind: 'int', low: 9, high: 3, step: 1, log: false })).toThrow(
      'space.bounds {"parameter":"x","low":9,"high":3}',
    );
    expect(check({ kind: 'int', low: 4, high: 3, step: 1, log: false })).toThrow('space.bounds');
    expect(check({ kind: 'int', low: 1, high: 3, step: 0, log: false })).toThrow('space.bounds');
  });
});

it('domainOf opens a parameter’s whole range', () => {
  expect(domainOf({ key: 'k', kind: 'flag', default: true })).toEqual({
    kind: 'choice',
    values: [false, true],
  });
  expect(domainOf({ key: 'k', kind: 'choice', choices: [8, 16], default: 8 })).toEqual(choice(8, 16));
  expect(domainOf({ key: 'k', kind: 'float', low: 1, high: 2, log: true, default: 1 })).toEqual({
    kind: 'float',
    low: 1,
    high: 2,
    log: true,
  });
  expect(domainOf({ key: 'k', kind: 'int', low: 1, high: 9, default: 1 })).toEqual({
    kind: 'int',
    low: 1,
    high: 9,
    log: false,
    step: 1,
  });
});

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

describe('conditions', () => {
  const when = (key: string, ...values: (number | boolean | number[])[]) => ({ key, in: values });
  const total = (domains: Record<string, Domain>) => countCombinations({ f: domains }).total;

  it('are counted exactly: what waits for a value multiplies that value alone', () => {
    const layers = choice(1, 2, 3);
    const second: Domain = { ...choice(8, 16), when: when('layers', 2, 3) };
    const third: Domain = { ...choice(8, 16, 32), when: when('layers', 3) };
    expect(total({ layers, second })).toBe(1 + 2 + 2);
    expect(total({ third, second, layers, rate: choice(1, 2) })).toBe(2 * (1 + 2 + 2 * 3));
    // A condition on what is itself conditional, and on whole numbers.
    const deep: Domain = { ...choice(0, 1), when: when('second', 16) };
    expect(total({ layers, second, deep })).toBe(1 + 2 * (1 + 2));
    const count: Domain = { kind: 'int', low: 1, high: 5, step: 1, log: false };
    expect(total({ count, more: { ...choice(1, 2, 3), when: when('count', 4, 5, 9) } })).toBe(3 + 2 * 3);
  });

  it('leave no end of combinations where a range waits for them, and none where a value is missing', () => {
    const range: Domain = { kind: 'float', low: 0, high: 1, log: false, when: when('on', 1) };
    expect(total({ on: choice(0, 1), range })).toBe(Number.POSITIVE_INFINITY);
    expect(total({ on: choice(0, 1), never: { ...choice(), when: when('on', 1) } })).toBe(0);
  });

  it('are told where they cannot be met', () => {
    const check = (domains: Record<string, Domain>) => () => checkSpace({ f: domains });
    const x: Domain = { ...choice(1), when: when('y', 2) };
    expect(check({ x, y: choice(1, 2) })).not.toThrow();
    expect(check({ x })).toThrow('space.missingParent {"parameter":"x","parent":"y"}');
    expect(check({ x, y: choice(1, 3) })).toThrow('space.neverActive {"parameter":"x","parent":"y"}');
    expect(check({ x, y: { ...choice(2), when: when('x', 1) } })).toThrow('space.circular');
    expect(check({ x: { ...choice(1), when: when('x', 1) } })).toThrow('space.circular');
    // The cause, not what follows from it.
    expect(check({ z: { ...choice(1), when: when('x', 1) }, x })).toThrow('space.missingParent');
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

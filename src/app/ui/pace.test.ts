import { describe, expect, it } from 'vitest';
import { paceOf } from './pace';

const bytes = (done: number, total: number) => ({ phase: 'read', done, total, unit: 'bytes' }) as const;

describe('paceOf', () => {
  it('knows nothing before the first piece', () => {
    expect(paceOf(bytes(0, 100), 500)).toBeNull();
    expect(paceOf(bytes(10, 100), 0)).toBeNull();
  });

  it('gives rate and time left from what is done', () => {
    expect(paceOf(bytes(25, 100), 500)).toEqual({ share: 0.25, perSecond: 50, secondsLeft: 1.5 });
  });

  it('has a rate but no share without a total', () => {
    expect(paceOf(bytes(25, 0), 500)).toEqual({ share: null, perSecond: 50, secondsLeft: null });
  });

  it('never promises less than nothing', () => {
    expect(paceOf(bytes(120, 100), 1000)).toEqual({ share: 1, perSecond: 120, secondsLeft: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { closingLine, countE2e, countUnit } from './test-counts.mjs';

describe('the closing line of npm test', () => {
  it('sums what the two runners reported, files that did not load and errors outside tests too', () => {
    const unit = countUnit({
      numPassedTests: 7,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    });
    expect(unit).toEqual({ passed: 7, failed: 2, skipped: 3 });
    const e2e = countE2e({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 5 }, errors: [{}] });
    expect(e2e).toEqual({ passed: 4, failed: 3, skipped: 5 });
    expect(closingLine([unit, e2e])).toBe('11 passed, 5 failed, 8 skipped');
  });

  it('counts nothing for a runner that was not reached', () => {
    expect(closingLine([countUnit(null), countE2e(null)])).toBe('0 passed, 0 failed, 0 skipped');
  });
});

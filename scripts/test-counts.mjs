const NONE = { passed: 0, failed: 0, skipped: 0 };

/** Vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function countUnit(report) {
  if (!report) return NONE;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Playwright's JSON report. Errors outside any test (a server that did not start) count as failures. */
export function countE2e(report) {
  if (!report) return NONE;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

export const closingLine = (counts) => {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
};

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable } from '../data/read';
import { datasetFromTable, inputColumns } from '../export/inputs';
import { fitPipeline, toMatrix } from '../prep/pipeline';
import { rng } from '../study/random';
import { ready, takeDev } from './prepare';
import { proposeStudy } from './propose-study';

const shared = new URL('../../../shared/data/tables/', import.meta.url);
const there = existsSync(shared);
const files = there
  ? ['', 'as-found/'].flatMap((folder) =>
      readdirSync(new URL(folder || '.', shared), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${folder}${entry.name}`),
    )
  : [];
const ctx = {
  rng: rng('real tables'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};

// What every hospital's file must do without an edit by hand: be read, be proposed, become numbers without gaps,
// and come back the same as rows to come.
describe.skipIf(!there)('a real table (skipped where ../shared is absent)', () => {
  it('there are some', () => expect(files.length).toBeGreaterThanOrEqual(22));

  it.each(files)('%s goes through', { timeout: 120_000 }, async (name) => {
    const bytes = readFileSync(new URL(name, shared));
    const result = await readTable(new Blob([bytes]), name.split('.').at(-1) ?? '', ctx);
    const proposed = proposeStudy(result, { id: 'x', kind: 'file' });
    expect(proposed.columns.map((c) => c.name)).toEqual(result.table.columns.map((c) => c.name));
    // Files without names and those of single hospitals have no column that names the outcome: the last one is it.
    const target = proposed.task?.target ?? result.table.columns.at(-1)?.name ?? '';
    const study = proposed.task ? proposed : proposeStudy(result, { id: 'x', kind: 'file', target });
    const { data, target: outcome, parts, levels } = ready(result.table, study);
    const rows = parts.dev.slice(0, 3000);
    const dev = takeDev({ data, levels }, rows);
    const y = { ...outcome, y: Float64Array.from(rows, (row) => outcome.y[row]) };
    const prepared = fitPipeline(study.steps, dev, y, ctx);
    const { x, names } = toMatrix(prepared.data);
    expect(names.length).toBeGreaterThan(0);
    expect(x.every(Number.isFinite)).toBe(true);
    const inputs = inputColumns(takeDev({ data, levels }, parts.dev), study.columns);
    const again = datasetFromTable(inputs, result.table);
    expect([...again.cols.keys()]).toEqual([...data.cols.keys()]);
    for (const [of, column] of data.cols) {
      const other = again.cols.get(of);
      if (column.kind === 'num' || column.kind === 'date') expect([of, other]).toEqual([of, column]);
      else expect(other?.kind).toBe(column.kind);
    }
  });
});

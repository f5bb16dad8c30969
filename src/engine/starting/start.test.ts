import { describe, expect, it } from 'vitest';
import { madeUp, read } from '../../data/sites/testing';
import type { InputColumn } from '../../export/predictor';
import type { Study } from '../../study/schema';
import type { Joining } from '../joining';
import { proposeStudy } from '../propose-study';
import type { Session } from '../session';
import type { Template } from './api';
import { startHandlers } from './handlers';

const call = { signal: new AbortController().signal, emit: () => {} };
const HEAD = 'id,age,sex,lactate,died,year';
const ours = (n = 60) =>
  madeUp(HEAD, n, (i) => [
    `p${i >> 1}`,
    40 + (i % 41),
    i % 2 ? 'M' : 'F',
    (i % 17) / 2,
    i % 3 ? 0 : 1,
    2010 + (i % 9),
  ]);

async function template(change: (study: Study) => Study = (study) => study): Promise<Template> {
  const result = await read(ours());
  const study = proposeStudy(result, {
    id: 'theirs',
    kind: 'file',
    target: 'died',
    patient: 'id',
    seed: 7,
    name: 'Sepsis',
  });
  return { study: change(study), known: null };
}

function handlers() {
  const adopted: { study: Study; columns: string[] }[] = [];
  const session = {
    async adopt(study: Study, table: { columns: { name: string }[] }) {
      adopted.push({ study, columns: table.columns.map(({ name }) => name) });
    },
    profile: () => [],
  } as unknown as Session;
  const joining = { hold() {} } as unknown as Joining;
  return { adopted, ...startHandlers({ session, joining }) };
}

describe('the same steps, new data', () => {
  it('a table with the same columns becomes the study’s data; what it had not before has no part in it', async () => {
    const { adopted, ...start } = handlers();
    const given = await template((study) => ({
      ...study,
      steps: [...study.steps, { id: 'x', step: 'winsorize', params: {}, columns: ['age'] }],
    }));
    const result = await read(`${ours(80).replaceAll('\n', ',1\n').replace(`${HEAD},1`, `${HEAD},ward`)},2`);
    const answer = await start.startPropose({ result, template: given, site: 'Mine' }, call);
    expect(answer).toMatchObject({
      missing: [],
      extra: ['ward'],
      unread: [],
      replaced: [],
      problems: [],
      rows: 80,
    });
    const { study } = await start.startAdopt({ sources: answer.sources, id: 'mine' }, call);
    expect(adopted).toHaveLength(1);
    expect(study).toMatchObject({
      id: 'mine',
      name: 'Sepsis',
      seed: 7,
      sources: [],
      task: given.study.task,
      split: given.study.split,
      steps: given.study.steps,
      search: given.study.search,
      data: { kind: 'file', rows: 80, sha256: result.sha256 },
    });
    const roles = (columns: Study['columns']) =>
      Object.fromEntries(columns.map(({ name, role }) => [name, role]));
    expect(roles(study.columns)).toEqual({ ...roles(given.study.columns), ward: 'ignore' });
  });

  it('other names, units and codes are mapped; rows to come are read as these were', async () => {
    const { adopted, ...start } = handlers();
    const given = await template();
    const theirs = ours(80)
      .replace(HEAD, 'record,나이,sex,Lactate,death,year')
      .replaceAll(/,([01]),(20\d\d)$/gm, (_, died, year) => `,${died === '1' ? 'yes' : 'no'},${year}`);
    const result = await read(theirs);
    const answer = await start.startPropose({ result, template: given, site: 'Mine' }, call);
    const to = Object.fromEntries(answer.sources[1].columns.map((c) => [c.to, c.from]));
    expect(to).toMatchObject({ age: '나이', lactate: 'Lactate', died: 'death' });
    expect(answer.missing).toEqual([{ name: 'id', role: 'patient' }]);
    // What yes and no are, a person says where it is not beyond doubt.
    const mapped = await start.startReview(
      {
        sources: answer.sources.map((source, at) => ({
          ...source,
          columns: source.columns.map((c) =>
            at === 1 && c.to === 'died' ? { ...c, levels: { yes: '1', no: '0' } } : c,
          ),
        })),
      },
      call,
    );
    expect(mapped.problems).toEqual([]);
    const { study } = await start.startAdopt({ sources: mapped.sources, id: 'mine' }, call);
    expect(study.data?.kind).toBe('files');
    expect(study.sources[0].columns).toEqual(
      expect.arrayContaining([expect.objectContaining({ from: '나이', to: 'age' })]),
    );
    expect(adopted[0].columns.sort()).toEqual(['age', 'died', 'lactate', 'record', 'sex', 'site', 'year']);
  });

  it('what the table has not is said, and what was decided by it is decided anew', async () => {
    const { adopted, ...start } = handlers();
    const given = await template((study) => ({
      ...study,
      split: { ...study.split, test: { kind: 'time', column: 'year', share: 0.2 } },
      steps: [...study.steps, { id: 'x', step: 'winsorize', params: {}, columns: ['lactate'] }],
      search: { ...study.search, steps: { x: { on: { kind: 'choice', values: [true, false] } } } },
    }));
    const result = await read(
      madeUp('id,age,sex,died', 60, (i) => [`p${i}`, i % 5 ? 50 + (i % 9) : 'old', 'F', i % 2]),
    );
    const answer = await start.startPropose({ result, template: given, site: 'Mine' }, call);
    expect(answer.missing.map(({ name }) => name).sort()).toEqual(['lactate', 'year']);
    expect(answer).toMatchObject({
      replaced: ['testColumn'],
      stepsLost: ['winsorize'],
      unread: [{ name: 'age', rows: 12 }],
    });
    const { study } = await start.startAdopt({ sources: answer.sources, id: 'mine' }, call);
    expect(study.split.test).toEqual({ kind: 'holdout', share: 0.2 });
    expect(study.steps.map(({ id }) => id)).not.toContain('x');
    expect(study.search.steps).toBeUndefined();
    expect(adopted).toHaveLength(1);
  });

  it('nothing is started without the outcome, or with values of it that nobody has explained', async () => {
    const { adopted, ...start } = handlers();
    const given = await template();
    const without = await read(madeUp('id,age,sex,lactate,year', 40, (i) => [`p${i}`, 50, 'F', 1, 2010]));
    const first = await start.startPropose({ result: without, template: given, site: 'Mine' }, call);
    expect(first.problems.map(({ code }) => code)).toContain('external.noOutcome');
    await expect(start.startAdopt({ sources: first.sources, id: 'mine' }, call)).rejects.toMatchObject({
      code: 'external.noOutcome',
    });
    const coded = await read(
      ours().replaceAll(/,[01],(20\d\d)$/gm, (_, year) => `,${Number(year) % 2 ? 'A' : 'B'},${year}`),
    );
    const second = await start.startPropose({ result: coded, template: given, site: 'Mine' }, call);
    expect(second.problems.length).toBeGreaterThan(0);
    expect(adopted).toEqual([]);
  });

  it('a model’s levels are known too: those of the table that it never had are asked about', async () => {
    const start = handlers();
    const inputs: InputColumn[] = [{ name: 'sex', type: 'nominal', levels: ['F', 'M'] }];
    const given = { ...(await template()), known: { inputs } };
    const result = await read(ours().replaceAll(',M,', ',male,').replaceAll(',F,', ',female,'));
    const answer = await start.startPropose({ result, template: given, site: 'Mine' }, call);
    const sex = answer.sources[1].columns.find(({ to }) => to === 'sex');
    expect(sex?.levels).toEqual({ male: 'M', female: 'F' });
  });
});

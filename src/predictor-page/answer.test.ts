import { describe, expect, it } from 'vitest';
import { datasetFromTable } from '../export/inputs';
import { outputFile } from '../export/output-file';
import { predict } from '../export/predict';
import { examplePredictor, netSpec, plainForward, randomWeights } from '../export/testing';
import { fitPipeline } from '../prep/pipeline';
import { rng } from '../study/random';
import { type Answers, answersOf } from './answer';
import { outputWords } from './notes';
import { readTable, readTexts } from './read-table';
import { translator } from './texts';

const { predictor, data } = examplePredictor();
const answers = answersOf({ predictor, about: {} });
const table = (text: string) => readTable(new Blob([text]), 'csv');
/** The file that the page hands out for a table. */
async function fileOf(of: Answers, text: string, language: 'en' | 'ko' = 'en'): Promise<string> {
  const read = () => readTexts(new Blob([text]), 'csv');
  const words = outputWords(translator(language));
  // Through bytes: `text()` would cut the mark.
  const bytes = await (await outputFile(read, null, await of.many(await table(text)), words)).arrayBuffer();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
const { min, max } = predictor.inputs.find(({ name }) => name === 'age')!.range!;

describe('a table', () => {
  it('is answered as the model answers it, and says what it cannot take and what lies outside', async () => {
    const text = `name,age,sex,cp,history\nKim,55,F,1,HTN;DM\nLee,,?,9,\n"Park, J",${max + 1},M,2,gout\nChoi,${min - 1},F,3,DM\n`;
    const read = await table(text);
    const said = await answers.many(read);
    const wanted = await predict(predictor, datasetFromTable(predictor.inputs, read), plainForward);
    expect(said.n).toBe(4);
    said.p.forEach((value, i) => {
      expect(Math.abs(value - wanted.p[i])).toBeLessThan(1e-6);
    });
    expect(answers.needed).toEqual([]);
    expect(said.remarks).toMatchObject({
      needed: [],
      outside: [{ name: 'age', rows: Uint32Array.of(2, 3) }],
      unknown: [
        { name: 'cp', rows: Uint32Array.of(1) },
        { name: 'history', rows: Uint32Array.of(2) },
      ],
    });
  });

  it('without one of the columns is refused by its name', async () => {
    await expect(answers.many(await table('age,sex,cp\n50,F,1\n'))).rejects.toMatchObject({
      code: 'use.missingColumn',
      details: { name: 'history' },
    });
  });

  it('comes back as it came, with what the model says behind it; what a spreadsheet would run is text', async () => {
    const text = `id,age,sex,cp,history\n=1+1,55.0,F,1,HTN\n"a ""b""",NA,M,9,DM\n007,${max + 1},M,2,\n`;
    const { p } = await answers.many(await table(text));
    const [first, second, third] = Array.from(p, (value) => [
      value >= 0.4 ? 'yes' : 'no',
      String(Number(value.toPrecision(9))),
    ]);
    expect((await fileOf(answers, text)).split('\n')).toEqual([
      'row,id,age,sex,cp,history,predicted,probability_yes,threshold,notes',
      `1,'=1+1,55.0,F,1,HTN,${first},0.4,`,
      `2,"a ""b""",NA,M,9,DM,${second},0.4,unknown: cp; missing: 1 of 4 inputs`,
      `3,007,${max + 1},M,2,,${third},0.4,out of range: age; missing: 1 of 4 inputs`,
      '',
    ]);
    const korean = await fileOf(answers, text, 'ko');
    expect(korean.startsWith('\uFEFFrow,id,')).toBe(true);
    expect(korean).toContain(',모르는 값: cp; 결측: 입력 4개 중 1개\n');
  });

  it('of which a row lacks what the model cannot do without has predictions for the others', async () => {
    const steps = ['one-hot', 'multi-hot', 'standardize'].map((step) => ({ id: step, step, params: {} }));
    const target = { kind: 'binary' as const, classes: ['no', 'yes'], y: new Float64Array(data.n) };
    const { fitted, data: made } = fitPipeline(steps, data, target, { rng: rng('no gaps filled') });
    const names = [...made.cols.keys()];
    const spec = netSpec(names.length, 'binary', 1);
    const weights = randomWeights(spec, rng('no gaps filled'));
    const members = [{ steps: fitted, names, spec, weights, weight: 1 }];
    const lacking = answersOf({ predictor: { ...predictor, members }, about: {} });
    expect(lacking.needed).toEqual(['age']);
    const text = 'age,sex,cp,history\n55,F,1,HTN\n,F,1,HTN\n61,,1,DM\n';
    const { p, remarks } = await lacking.many(await table(text));
    expect(Array.from(p, Number.isNaN)).toEqual([false, true, false]);
    expect(remarks.needed).toEqual([{ name: 'age', rows: Uint32Array.of(1) }]);
    expect((await fileOf(lacking, text)).split('\n')[2]).toBe(
      '2,,F,1,HTN,,,,no prediction without age; missing: 1 of 4 inputs',
    );
  });

  it('of many classes has a probability each, one of numbers the value alone', async () => {
    const head = async (kind: 'multiclass' | 'regression') => {
      const of = answersOf({ predictor: examplePredictor(kind).predictor, about: {} });
      return (await fileOf(of, 'age,sex,cp,history\n55,F,1,HTN\n')).split('\n')[0];
    };
    expect(await head('multiclass')).toBe(
      'row,age,sex,cp,history,predicted,probability_a,probability_b,probability_c,notes',
    );
    expect(await head('regression')).toBe('row,age,sex,cp,history,predicted,notes');
  });

  it('that was changed since has no file', async () => {
    const said = await answers.many(await table('age,sex,cp,history\n55,F,1,HTN\n'));
    const other = () => readTexts(new Blob(['age,sex,cp,history\n55,F,1,HTN\n56,F,1,HTN\n']), 'csv');
    const gone = () => Promise.reject(new DOMException('', 'NotReadableError'));
    for (const read of [other, gone])
      await expect(outputFile(read, null, said, outputWords(translator('en')))).rejects.toMatchObject({
        code: 'use.fileChanged',
      });
  });

  it('that is a workbook, or nothing, is refused', async () => {
    const workbook = new Blob([Uint8Array.of(0x50, 0x4b, 3, 4)]);
    await expect(readTable(workbook, 'xlsx')).rejects.toMatchObject({ code: 'data.unsupported' });
    await expect(readTable(new Blob([]), 'csv')).rejects.toMatchObject({ code: 'data.empty' });
  });
});

describe('one patient', () => {
  const row = { age: '55', sex: 'F', cp: '2', history: 'HTN' };

  it('is answered, and a cell that is no number is told', async () => {
    const [one, row2] = [await answers.one(row), answers.one({ ...row, age: 'old' })];
    expect(one.p[0]).toBeGreaterThan(0);
    await expect(row2).rejects.toMatchObject({ code: 'use.badNumber', details: { name: 'age' } });
  });

  it('is explained: what the columns did adds up to what the model says', async () => {
    const told = await answers.why(row);
    const sum = told.parts.reduce((all, { values }) => all + values[0], told.base[0]);
    expect(told.against).toBe('typical');
    expect(sum).toBeCloseTo(told.said[0], 6);
    expect(told.said[0]).toBeCloseTo((await answers.one(row)).p[0], 6);
  });
});

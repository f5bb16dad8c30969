import { describe, expect, it } from 'vitest';
import { datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { examplePredictor, plainForward } from '../export/testing';
import { answersOf } from './answer';
import { answersCsv } from './answers-csv';
import { readTable } from './read-table';

const { predictor } = examplePredictor();
const answers = answersOf({ predictor, about: {} });
const table = (text: string) => readTable(new Blob([text]), 'csv');
const { min, max } = predictor.inputs.find(({ name }) => name === 'age')!.range!;

describe('a table', () => {
  it('is answered as the model answers it, and says what it cannot take and what lies outside', async () => {
    const text = `name,age,sex,cp,history\nKim,55,F,1,HTN;DM\nLee,,?,9,\n"Park, J",${max + 1},M,2,gout\nChoi,${min - 1},F,3,DM\n`;
    const read = await table(text);
    const said = await answers.many(read);
    const wanted = await predict(predictor, datasetFromTable(predictor.inputs, read), plainForward);
    expect(said.predictions.n).toBe(4);
    said.predictions.p.forEach((value, i) => {
      expect(Math.abs(value - wanted.p[i])).toBeLessThan(1e-6);
    });
    expect(said.outside).toEqual([{ name: 'age', rows: 2 }]);
    expect(said.unknown).toEqual([
      { name: 'cp', rows: 1 },
      { name: 'history', rows: 1 },
    ]);
  });

  it('without one of the columns is refused by its name', async () => {
    await expect(answers.many(await table('age,sex,cp\n50,F,1\n'))).rejects.toMatchObject({
      code: 'use.missingColumn',
      details: { name: 'history' },
    });
  });

  it('comes back with the answers behind it; what a spreadsheet would run is text', async () => {
    const read = await table('note,age,sex,cp,history\n=1+1,55,F,1,HTN\n"a ""b""",NA,M,2,DM\n');
    const { predictions } = await answers.many(read);
    const lines = answersCsv(read, predictions).split('\n');
    expect(lines[0]).toBe('note,age,sex,cp,history,probability,predicted,threshold');
    const [p, q] = Array.from(predictions.p, (value) => String(Number(value.toPrecision(9))));
    const [said, other] = Array.from(predictions.p, (value) => (value >= 0.4 ? 'yes' : 'no'));
    expect(lines.slice(1)).toEqual([
      `'=1+1,55,F,1,HTN,${p},${said},0.4`,
      `"a ""b""",NA,M,2,DM,${q},${other},0.4`,
      '',
    ]);
  });

  it('of many classes has a probability each, one of numbers the value alone', async () => {
    const many = answersOf({ predictor: examplePredictor('multiclass').predictor, about: {} });
    const read = await table('age,sex,cp,history\n55,F,1,HTN\n');
    const head = (csv: string) => csv.split('\n')[0];
    expect(head(answersCsv(read, (await many.many(read)).predictions))).toBe(
      'age,sex,cp,history,probability_a,probability_b,probability_c,predicted',
    );
    const value = answersOf({ predictor: examplePredictor('regression').predictor, about: {} });
    expect(head(answersCsv(read, (await value.many(read)).predictions))).toBe('age,sex,cp,history,predicted');
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

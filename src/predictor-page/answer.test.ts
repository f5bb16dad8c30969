import { describe, expect, it } from 'vitest';
import { textCells } from '../data/text-cells';
import { datasetFromTable, type RowsOf } from '../export/inputs';
import { predict } from '../export/predict';
import { examplePredictor, plainForward } from '../export/testing';
import { answersOf } from './answer';
import { answersFile } from './answers-file';
import { readTable } from './read-table';
import { translator } from './texts';

const { predictor } = examplePredictor();
const answers = answersOf({ predictor, about: {} });
const table = (text: string) => readTable(new Blob([text]), 'csv');
const { min, max } = predictor.inputs.find(({ name }) => name === 'age')!.range!;

describe('a table', () => {
  it('is answered as the model answers it, and says what it cannot take and what lies outside', async () => {
    const text = `name,age,sex,cp,history\nKim,55,F,1,HTN;DM\nLee,,?,9,\n"Park, J",${max + 1},M,2,gout\nChoi,${min - 1},F,3,DM\n`;
    const read = await table(text);
    const predictions = await answers.many(read);
    const { remarks } = predictions;
    const counts = (list: RowsOf[]) => list.map(({ name, rows }) => ({ name, rows: rows.length }));
    const wanted = await predict(predictor, datasetFromTable(predictor.inputs, read), plainForward);
    expect(predictions.n).toBe(4);
    predictions.p.forEach((value, i) => {
      expect(Math.abs(value - wanted.p[i])).toBeLessThan(1e-6);
    });
    expect(counts(remarks.outside)).toEqual([{ name: 'age', rows: 2 }]);
    expect(counts(remarks.unknown)).toEqual([
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

  it('comes back as it came with the answers behind it; what a spreadsheet would run is text', async () => {
    const text = 'note,age,sex,cp,history\n=1+1,55.0,F,1,HTN\n"a ""b""",NA,M,2,gout\n';
    const predictions = await answers.many(await table(text));
    const texts = await readTable(new Blob([text]), 'csv', textCells);
    const file = await answersFile(texts, predictions, predictions.remarks, translator('en')).text();
    const lines = file.split('\n');
    expect(lines[0]).toBe('row,note,age,sex,cp,history,predicted,probability_yes,threshold,notes');
    const [p, q] = Array.from(predictions.p, (value) => String(Number(value.toPrecision(9))));
    const [said, other] = Array.from(predictions.p, (value) => (value >= 0.4 ? 'yes' : 'no'));
    expect(lines.slice(1)).toEqual([
      `1,'=1+1,55.0,F,1,HTN,${said},${p},0.4,`,
      `2,"a ""b""",NA,M,2,gout,${other},${q},0.4,unknown: history; missing: 1 of 4 inputs`,
      '',
    ]);
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

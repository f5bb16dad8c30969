import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptions, parseTestRows, UsageError } from './study-options.mjs';

const base = mkdtempSync(join(tmpdir(), 'benchside-options-'));
writeFileSync(join(base, 'table.CSV'), 'a,b\n1,2\n');
writeFileSync(join(base, 'rows.txt'), '0\r\n\n 7 \n3');
writeFileSync(join(base, 'study.json'), '{"version":1}');
mkdirSync(join(base, 'hospitals'));
mkdirSync(join(base, 'nothing'));
for (const name of ['b.csv', 'a.data', 'notes.md'])
  writeFileSync(join(base, 'hospitals', name), 'a,b\n1,2\n');
const parse = (line: string) => parseOptions(line.split(' '), base);

describe('parseOptions', () => {
  it('resolves paths from where the command was typed and leaves out what was not said', () => {
    const { data, out, options } = parse(
      '--data table.CSV --target y --group id --trials 20 --seed=-3 --out results',
    );
    expect(data).toEqual([join(base, 'table.CSV')]);
    expect(out).toBe(join(base, 'results'));
    expect(options).toEqual({
      extensions: ['csv'],
      paths: ['table.CSV'],
      joined: 0,
      images: { labels: null, patients: null, axis: 2 },
      files: true,
      rowsMayLeave: false,
      study: undefined,
      proposal: expect.objectContaining({
        target: 'y',
        patient: 'id',
        trials: 20,
        seed: -3,
        minutes: undefined,
      }),
    });
  });

  it('lets rows of patients leave only where that is said', () => {
    expect(parse('--data table.CSV --out results').options.rowsMayLeave).toBe(false);
    expect(parse('--data table.CSV --out results --rows-may-leave').options.rowsMayLeave).toBe(true);
  });

  it('takes names for the columns of one table, and of no more', () => {
    expect(parse('--data table.CSV --names age,num').options.proposal.names).toEqual(['age', 'num']);
    expect(() => parse('--data hospitals --names age,num')).toThrow('--names: wanted one table');
    expect(() => parse('--data table.CSV --study study.json --names a,b')).toThrow('--names: the document');
  });

  it('reads several hospitals as a list, again and again, or a folder', () => {
    const both = ['a.data', 'b.csv'].map((name) => join(base, 'hospitals', name));
    expect(parse('--data hospitals').data).toEqual(both);
    expect(parse('--data hospitals').options.extensions).toEqual(['data', 'csv']);
    expect(parse('--data hospitals/a.data --data hospitals/b.csv').data).toEqual(both);
    expect(parse('--data hospitals/a.data,hospitals/b.csv').data).toEqual(both);
  });

  it('reads a folder of pictures with the path of each file in it', () => {
    for (const folder of ['scans', 'scans/ill', 'scans/well'])
      mkdirSync(join(base, folder), { recursive: true });
    for (const file of ['scans/well/b.png', 'scans/ill/a.png']) writeFileSync(join(base, file), 'x');
    const { data, options } = parse('--data scans --group-pattern (P\\d+) --axis 0');
    expect(options.paths).toEqual(['scans/ill/a.png', 'scans/well/b.png']);
    expect(data).toEqual(['ill/a.png', 'well/b.png'].map((path) => join(base, 'scans', path)));
    expect(options.images).toEqual({ labels: null, patients: '(P\\d+)', axis: 0 });
    // A table beside pictures names them; it does not make the folder one of tables.
    writeFileSync(join(base, 'scans/labels.csv'), 'x');
    expect(parse('--data scans').options.paths).toContain('scans/labels.csv');
    expect(() => parse('--data scans --data table.CSV')).toThrow(
      '--data: wanted one folder of pictures alone',
    );
    expect(() => parse('--data scans --axis 3')).toThrow('--axis: wanted 0, 1 or 2');
  });

  it('takes tables to be joined after the first', () => {
    const { data, options } = parse('--data table.CSV --join hospitals/a.data');
    expect(data).toEqual([join(base, 'table.CSV'), join(base, 'hospitals', 'a.data')]);
    expect(options).toMatchObject({ joined: 1, extensions: ['csv', 'data'] });
    expect(() => parse('--data hospitals --join table.CSV')).toThrow(/--join: wanted one table/);
  });

  it('reads families, test rows and a study document', () => {
    const { options } = parse('--data table.CSV --families logistic,mlp --test-rows rows.txt');
    expect(options.proposal).toMatchObject({ families: ['logistic', 'mlp'], testRows: [0, 7, 3] });
    expect(parse('--data table.CSV --study study.json').options.study).toEqual({ version: 1 });
  });

  it.each([
    ['', undefined],
    ['--split holdout', { kind: 'holdout', share: 0.2 }],
    ['--split sites', { kind: 'sites' }],
    ['--split time --split-column year', { kind: 'time', column: 'year', share: 0.2 }],
    [
      '--split column --split-column set --split-values test,spare',
      { kind: 'column', column: 'set', values: ['test', 'spare'] },
    ],
    ['--split nested', { kind: 'kfold', k: 5, repeats: 1 }],
    ['--split nested --folds 10 --repeats 3', { kind: 'kfold', k: 10, repeats: 3 }],
  ])('%s says how to test', (words, test) => {
    expect(parse(`--data table.CSV ${words}`.trim()).options.proposal.test).toEqual(test);
  });

  it.each([
    ['--data table.CSV --split loocv', /--split: wanted holdout, sites, time, column, nested, got "loocv"/],
    ['--data table.CSV --split toString', /--split: wanted holdout/],
    ['--data table.CSV --split time', /--split time: --split-column is needed/],
    ['--data table.CSV --split column --split-column set', /--split column: --split-values is needed/],
    ['--data table.CSV --split sites --folds 5', /--folds: goes with --split nested only/],
    ['--data table.CSV --split-column year', /--split-column: goes with --split time or column only/],
    ['--data table.CSV --split nested --folds 1', /--folds: wanted a whole number from 2/],
    ['--data table.CSV --split nested --repeats 21', /--repeats: wanted 1 to 20, got 21/],
    ['--data table.CSV --split sites --test-rows rows.txt', /leave one of the two out/],
    ['--data table.CSV --speed 9', /--speed/],
    ['--data table.CSV stray', /stray/],
    ['--data nowhere.csv', /"nowhere.csv", which does not exist/],
    ['--data nothing', /"nothing", which is empty/],
    ['--data table.CSV --data table.CSV', /wanted each file once/],
    ['--data table.CSV,nowhere.csv', /"nowhere.csv", which does not exist/],
    ['--target y', /--data FILE is needed/],
    ['--data table.CSV --group-pattern C[0-9]+', /one group, such as/],
    ['--data table.CSV --trials 0', /whole number from 1, got "0"/],
    ['--data table.CSV --trials 2.5', /--trials/],
    ['--data table.CSV --minutes -1', /--minutes/],
    ['--data table.CSV --seed one', /--seed: wanted a whole number, got "one"/],
    ['--data table.CSV --backend cuda', /--backend: wanted auto, webgpu/],
    ['--data table.CSV --families logistic,', /--families/],
    ['--data table.CSV --study table.CSV', /--study: wanted a JSON document/],
    ['--data table.CSV --study study.json --target y', /leave one of the two out/],
    ['--data table.CSV --out table.CSV', /--out: wanted a folder/],
  ])('%s is one line of bad input', (line, text) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(text);
    expect(() => parse(line)).not.toThrow(/\n/);
  });
});

describe('parseTestRows', () => {
  it.each([
    ['1\n-2', /"-2", at line 2/],
    ['1\n1', /1 again, at line 2/],
    ['\n', /empty file/],
    ['row\n1', /"row", at line 1/],
  ])('%j is refused', (text, message) => {
    expect(() => parseTestRows(text)).toThrow(message);
  });
});

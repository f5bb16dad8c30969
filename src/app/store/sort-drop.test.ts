import { expect, test } from 'vitest';
import { kindOfZip, sortDrop } from './sort-drop';

const given = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], path) }));
const kinds = (...paths: string[]) => {
  const { tables, pictures, zips } = sortDrop(given(...paths));
  return [tables, pictures, zips].map((list) => list.map((one) => one.path));
};

test('tables, pictures and zips are told apart by their endings', () => {
  expect(kinds('a.csv', 'b.xlsx')).toEqual([['a.csv', 'b.xlsx'], [], []]);
  expect(kinds('ct/1.dcm', 'ct/2.DCM', 'scan.nii.gz')).toEqual([
    [],
    ['ct/1.dcm', 'ct/2.DCM', 'scan.nii.gz'],
    [],
  ]);
  expect(kinds('set.zip')).toEqual([[], [], ['set.zip']]);
});

test('files of a scanner without an ending are tried as pictures, one odd file as a table', () => {
  expect(kinds('disc/IM0001', 'disc/IM0002', 'disc/DICOMDIR')[1]).toEqual(['disc/IM0001', 'disc/IM0002']);
  expect(kinds('IM0001')[1]).toEqual(['IM0001']);
  expect(kinds('notes.docx')[0]).toEqual(['notes.docx']);
});

test("what a computer's own files are is passed over", () => {
  expect(kinds('a/.DS_Store', '__MACOSX/a/1.png', 'a/Thumbs.db', 'a/1.png')[1]).toEqual(['a/1.png']);
});

test('a table beside pictures stays a table', () => {
  expect(kinds('labels.csv', 'a/1.png')).toEqual([['labels.csv'], ['a/1.png'], []]);
});

test('a zip is a model, pictures or a table', () => {
  expect(kindOfZip(['manifest.json', 'model/net.bin'])).toBe('model');
  expect(kindOfZip(['train/normal/', 'train/normal/1.png'])).toBe('pictures');
  expect(kindOfZip(['disc/IM0001', 'disc/IM0002'])).toBe('pictures');
  expect(kindOfZip(['__MACOSX/x.png', 'ward.csv'])).toBe('table');
});

test('what a search on a cluster has found is neither a table nor a picture, whatever lies beside it', () => {
  const { results, tables } = sortDrop(given('results.jsonl', 'ward.csv'));
  expect(results.map(({ path }) => path)).toEqual(['results.jsonl']);
  expect(tables.map(({ path }) => path)).toEqual(['ward.csv']);
  expect(sortDrop(given('results.jsonl')).results).toHaveLength(1);
});

import { BenchsideError } from '../../../study/errors';
import type { ImagesPlan } from '../../../study/schema';
import type { CatColumn, ReadColumn, Table } from '../../dataset';
import { classIn, findFolders, partIn } from './folders';
import { joinFiles } from './join-files';
import { patternFinder } from './pattern';

/** A file that was read. Its pictures are so many rows, one after another. */
export interface LabelledFile {
  path: string;
  pictures: number;
  /** As its own tags name them. */
  patient?: string;
  tags?: Record<string, string>;
}

/** One row a picture. No column holds a file's name. */
export interface LabelledPictures {
  table: Table;
  /** Columns of the table; null where there is none. `patient` holds raw keys. */
  label: string;
  patient: string | null;
  part: string | null;
}

const LABEL = { folder: 'class', pattern: 'label', hand: 'label' } as const;
const PATIENT = 'patient';
const PART = 'part';

/** A column of texts, one a file, repeated for each of its pictures. */
function column(name: string, values: readonly (string | null)[], files: Int32Array): ReadColumn {
  const dict = [...new Set(values.filter((value) => value !== null))].sort();
  const codes = new Map(dict.map((text, code) => [text, code]));
  const ofFile = values.map((value) => (value === null ? -1 : (codes.get(value) ?? -1)));
  const cat: CatColumn = { kind: 'cat', codes: files.map((file) => ofFile[file]), dict };
  return { name, column: cat };
}

/** A column of the joined table at the given rows, missing where the row is -1. */
function taken({ column: from, gaps, ...read }: ReadColumn, rows: Int32Array, name: string): ReadColumn {
  const made: ReadColumn['column'] =
    from.kind === 'num'
      ? { kind: 'num', v: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : from.v[row])) }
      : { ...from, codes: rows.map((row) => (row < 0 ? -1 : from.codes[row])) };
  const holes = gaps && {
    tokens: gaps.tokens,
    codes: Uint8Array.from(rows, (row) => (row < 0 ? 0 : gaps.codes[row])),
  };
  return { ...read, name, column: made, ...(holes && { gaps: holes }) };
}

/**
 * Labels, patients, given parts and the columns of a joined table, one row a picture, in the order of `files`.
 * Throws `image.pattern*`, `image.table*`; `image.tableNoColumn` with an empty name where a table is wanted and none
 * was given.
 */
export function labelPictures(
  files: readonly LabelledFile[],
  { labels, patients }: Pick<ImagesPlan, 'labels' | 'patients'>,
  table: Table | null,
): LabelledPictures {
  const paths = files.map(({ path }) => path);
  const rows = Int32Array.from(files.flatMap(({ pictures }, file) => new Array<number>(pictures).fill(file)));
  const folders = findFolders(paths);
  const own: ReadColumn[] = [];
  const add = (name: string, values: readonly (string | null)[]) => own.push(column(name, values, rows));

  if (labels.from === 'folder')
    add(
      LABEL.folder,
      paths.map((path) => classIn(path, folders)),
    );
  if (labels.from === 'pattern') add(LABEL.pattern, paths.map(patternFinder(labels.pattern)));
  if (labels.from === 'hand')
    add(
      LABEL.hand,
      paths.map(() => null),
    );
  if (patients.from === 'pattern') add(PATIENT, paths.map(patternFinder(patients.pattern)));
  if (patients.from === 'dicom')
    add(
      PATIENT,
      files.map(({ patient }) => patient ?? null),
    );
  if (folders.parts !== null)
    add(
      PART,
      paths.map((path) => partIn(path, folders)),
    );
  for (const tag of [...new Set(files.flatMap(({ tags }) => Object.keys(tags ?? {})))].sort())
    add(
      tag,
      files.map(({ tags }) => tags?.[tag] ?? null),
    );

  const names = new Set(own.map(({ name }) => name));
  const renamed = (name: string) => {
    let free = name;
    while (names.has(free)) free = `${free} (table)`;
    names.add(free);
    return free;
  };
  const nameIn = new Map<string, string>();
  if (table) {
    const { rowOf, naming } = joinFiles(table, paths, labels.from === 'table' ? labels.file : null);
    const joined = rows.map((file) => rowOf[file]);
    for (const read of table.columns) {
      if (naming.has(read.name)) continue;
      nameIn.set(read.name, renamed(read.name));
      own.push(taken(read, joined, nameIn.get(read.name) ?? read.name));
    }
  }
  const fromTable = (name: string) => {
    const found = nameIn.get(name);
    if (found === undefined) throw new BenchsideError('image.tableNoColumn', { name });
    return found;
  };
  return {
    table: { n: rows.length, columns: own },
    label: labels.from === 'table' ? fromTable(labels.label) : LABEL[labels.from],
    patient:
      patients.from === 'none' ? null : patients.from === 'table' ? fromTable(patients.column) : PATIENT,
    part: folders.parts === null ? null : PART,
  };
}

import type { CatColumn, Column, Dataset, MultiColumn } from '../../data/dataset';
import { BenchsideError } from '../../study/errors';
import { replaceColumns } from '../columns';
import type { Step } from '../step';
import { CHAPTERS, chapterOf, type IcdVersion, looksLikeIcd, versionOf } from './icd';

export interface IcdChapterState {
  /** Column, and which version its E and V codes are of. */
  columns: [string, IcdVersion][];
}

type Coded = CatColumn | MultiColumn;
const isCoded = (column: Column | undefined): column is Coded =>
  column?.kind === 'cat' || column?.kind === 'multi';

const codedColumns = (data: Dataset): [string, Coded][] =>
  [...data.cols].filter(
    (entry): entry is [string, Coded] => isCoded(entry[1]) && looksLikeIcd(entry[0], entry[1].dict),
  );

/** The same rows with chapters for codes; a cell that names two codes of a chapter names it once. */
function toChapters(column: Coded, version: IcdVersion): Coded {
  const chapters = column.dict.map((code) => chapterOf(code, version));
  const used = new Set(chapters);
  const dict = CHAPTERS.filter((chapter) => used.has(chapter));
  const places = new Map(dict.map((chapter, place) => [chapter, place]));
  const placeOf = Int32Array.from(chapters, (chapter) => places.get(chapter)!);
  if (column.kind === 'cat')
    return { kind: 'cat', codes: column.codes.map((code) => (code < 0 ? -1 : placeOf[code])), dict };
  const offsets = new Uint32Array(column.offsets.length);
  const codes = new Int32Array(column.codes.length);
  const lastRow = new Int32Array(dict.length).fill(-1);
  let end = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) {
      const place = placeOf[column.codes[i]];
      if (lastRow[place] !== row) codes[end++] = place;
      lastRow[place] = row;
    }
    offsets[row + 1] = end;
  }
  return { kind: 'multi', codes: codes.slice(0, end), offsets, dict };
}

/**
 * Diagnosis codes become the chapters they stand in, named by their range, such as `390–459`: ICD-9-CM with its E
 * and V codes, and ICD-10. What is no code is in `no chapter`. One- or multi-hot follows.
 */
export const icdChapter: Step<IcdChapterState> = {
  name: 'icd-chapter',
  kind: 'map',
  recodes: true,
  params: [{ key: 'version', kind: 'choice', choices: ['auto', 'icd9', 'icd10'], default: 'auto' }],
  concerns: (data) => codedColumns(data).map(([name]) => name),
  fit: (data, _target, { version }) => ({
    columns: codedColumns(data).map(([name, { dict }]) => [
      name,
      version === 'icd9' || version === 'icd10' ? version : versionOf(dict),
    ]),
  }),
  apply(data, _params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map(([name, version]) => {
          const column = data.cols.get(name);
          if (!isCoded(column)) throw new BenchsideError('use.missingColumn', { name });
          return [name, [[name, toChapters(column, version)]]];
        }),
      ),
    );
  },
};

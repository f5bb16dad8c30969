import { BenchsideError } from '../../../study/errors';
import type { ReadColumn, Table } from '../../dataset';
import { extensionOf } from '../listing/paths';

/** Of the rows of a table, fewer than this share name a file: then the column names none. */
const LEAST = 0.1;
const AMBIGUOUS = -1;

const normal = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');

const withoutExtension = (path: string): string => {
  const extension = extensionOf(path);
  return extension === '' ? path : path.slice(0, -extension.length - 1);
};

/** Files by every way in which a table may name them: with more or fewer of its folders, with and without ending. */
class FileNames {
  private readonly places = new Map<string, number>();

  constructor(paths: readonly string[]) {
    paths.forEach((path, file) => {
      const whole = normal(path);
      for (let from = 0; from >= 0; from = whole.indexOf('/', from) + 1 || -1) {
        const part = whole.slice(from);
        this.add(part, file);
        const bare = withoutExtension(part);
        if (bare !== part) this.add(bare, file);
        // A number in a table has lost its zeros: 17 is 00017.png.
        if (/^0+\d+$/.test(bare)) this.add(bare.replace(/^0+(?=\d)/, ''), file);
      }
    });
  }

  private add(name: string, file: number): void {
    const known = this.places.get(name);
    this.places.set(name, known === undefined || known === file ? file : AMBIGUOUS);
  }

  find(text: string): number | null {
    const name = normal(text);
    const file = this.places.get(name) ?? this.places.get(withoutExtension(name));
    return file === undefined || file === AMBIGUOUS ? null : file;
  }
}

const textAt = ({ column }: ReadColumn, row: number): string | null => {
  if (column.kind === 'num') return Number.isNaN(column.v[row]) ? null : String(column.v[row]);
  return column.codes[row] < 0 ? null : column.dict[column.codes[row]];
};

/** File of each row by one column; null where it names none. */
const filesBy = (column: ReadColumn, n: number, names: FileNames): (number | null)[] =>
  Array.from({ length: n }, (_, row) => {
    const text = textAt(column, row);
    return text === null ? null : names.find(text);
  });

export interface FileJoin {
  /** Row of the table for each file, -1 where none names it. */
  rowOf: Int32Array;
  /** Columns that name files, of this drop or another: never kept. */
  naming: Set<string>;
}

const LOOKS_LIKE_FILE = /\.(png|jpe?g|tiff?|bmp|webp|gif|dcm|dicom|nii|nii\.gz|svs|mha|nrrd|npy)$/i;

function namesFiles(column: ReadColumn, n: number): boolean {
  let [texts, files] = [0, 0];
  for (let row = 0; row < n; row++) {
    const text = textAt(column, row);
    if (text === null) continue;
    texts++;
    if (LOOKS_LIKE_FILE.test(text)) files++;
  }
  return files * 2 > texts;
}

/**
 * Joins the rows of a table to files by the column that names them: `column`, or the one that names most. Throws
 * `image.tableNoColumn`, `image.tableNoFiles`, and `image.tableTwice` where several rows name one file.
 */
export function joinFiles(table: Table, paths: readonly string[], column: string | null): FileJoin {
  const names = new FileNames(paths);
  if (column !== null && !table.columns.some(({ name }) => name === column))
    throw new BenchsideError('image.tableNoColumn', { name: column });
  const matched = table.columns.map((read) => {
    const files = filesBy(read, table.n, names);
    return { read, files, count: new Set(files.filter((file) => file !== null)).size };
  });
  const best =
    column === null
      ? matched.reduce((a, b) => (b.count > a.count ? b : a), matched[0])
      : matched.find(({ read }) => read.name === column);
  if (!best || best.count === 0 || best.count < LEAST * Math.min(table.n, paths.length))
    throw new BenchsideError('image.tableNoFiles');
  const rowOf = new Int32Array(paths.length).fill(-1);
  let again = 0;
  best.files.forEach((file, row) => {
    if (file === null) return;
    if (rowOf[file] >= 0) again++;
    else rowOf[file] = row;
  });
  if (again > 0) throw new BenchsideError('image.tableTwice', { name: best.read.name, rows: again });
  const naming = new Set([best.read.name]);
  for (const { read, count } of matched)
    if (count * 2 > table.n || namesFiles(read, table.n)) naming.add(read.name);
  return { rowOf, naming };
}

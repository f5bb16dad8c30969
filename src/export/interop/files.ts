import { read } from '../../data/sites/testing';
import { BenchsideError } from '../../study/errors';
import { rng } from '../../study/random';

/** What small files of any mess are read as: quotes, delimiters and line ends wherever they may stand. */

const PIECES = [
  'a',
  'b"',
  '"',
  '""',
  '"x"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '1',
  '2,5',
  '007',
  '?',
  'NA',
  '-',
  '1e5',
  '가',
  '\u00a0',
  '1,234',
  '12,5',
  '"1\n2"',
  '',
];

export async function readFiles() {
  const random = rng('interop files');
  const any = <T>(list: readonly T[]): T => list[random.int(list.length)];
  const cell = () => Array.from({ length: 1 + random.int(3) }, () => any(PIECES)).join('');
  const plain = () =>
    any(['1', '2.5', '', 'x y', ' 3', '"a,b"', '"say ""hi"""', '?', '4,5', '"5" mm', '1,234']);
  const files: string[] = [];
  for (let i = 0; i < 900; i++) {
    const [delimiter, end] = [any([',', ';', '\t', '|']), any(['\n', '\r\n', '\r'])];
    const width = 2 + random.int(3);
    const messy = i % 3 === 0;
    const rows = Array.from({ length: 1 + random.int(6) }, () =>
      Array.from({ length: messy && random.next() < 0.2 ? 1 + random.int(5) : width }, messy ? cell : plain)
        .map((text) => (!messy && text.includes(delimiter) && !text.startsWith('"') ? `"${text}"` : text))
        .join(delimiter),
    );
    const names = Array.from({ length: width }, (_, k) => (random.next() < 0.1 ? cell() : `c${k}`)).join(
      delimiter,
    );
    files.push([...(random.next() < 0.9 ? [names] : []), ...rows].join(end) + any(['', end, end + end]));
  }
  const told: unknown[] = [];
  for (const text of files)
    try {
      const { table, nameless } = await read(text);
      told.push({
        text,
        nameless: nameless === true,
        columns: table.columns.map(({ name, column, gaps }) => ({
          name,
          cells:
            column.kind === 'num'
              ? Array.from(column.v, (value) => (Number.isNaN(value) ? null : value))
              : Array.from(column.codes, (code) => (code < 0 ? null : column.dict[code])),
          gaps: gaps ? Array.from(gaps.codes, (code) => (code === 0 ? '' : gaps.tokens[code - 1])) : null,
        })),
      });
    } catch (error) {
      if (!(error instanceof BenchsideError)) throw error;
      told.push({ text, error: error.code });
    }
  return told;
}

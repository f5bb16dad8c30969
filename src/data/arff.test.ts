import { describe, expect, it } from 'vitest';
import { isArff, readArff } from './arff';

// The form is that of Weka's manual (Witten, Frank, Hall & Pal, Data Mining, 4th ed., section 2.4).
const HEAD = `% 1. Title: Labour
%
@RELATION visits

@ATTRIBUTE age numeric
@attribute 'blood pressure' NUMERIC
@attribute sex{F,M}
@attribute "it\\"s" string
@DATA
`;
const cells = (text: string) => {
  const { n, columns } = readArff(text);
  return Array.from({ length: n }, (_, row) =>
    columns.map(({ column }) =>
      column.kind === 'num' ? column.v[row] : column.codes[row] < 0 ? null : column.dict[column.codes[row]],
    ),
  );
};

describe('an ARFF file', () => {
  it('is told by its relation, after remarks and blank lines', () => {
    expect(isArff(HEAD)).toBe(true);
    expect(isArff('\r\n%x\r\n@relation a')).toBe(true);
    expect(isArff('age,sex\n@relation,1\n')).toBe(false);
    expect(isArff('% only remarks\n')).toBe(false);
    // A long run of blank lines is gone over once.
    expect(isArff('\n'.repeat(200_000))).toBe(false);
  });

  it('gives the columns that it declares and the rows behind @data', () => {
    const { columns, n } = readArff(`${HEAD}61,120,F,'a, b'\n% remark\n\n?,80,M,"c \\"d\\""\n`);
    expect(columns.map(({ name }) => name)).toEqual(['age', 'blood pressure', 'sex', 'it"s']);
    expect(n).toBe(2);
    expect(cells(`${HEAD}61,120,F,'a, b'\n% remark\n\n?,80,M,"c \\"d\\""\n`)).toEqual([
      [61, 120, 'F', 'a, b'],
      [Number.NaN, 80, 'M', 'c "d"'],
    ]);
    expect(columns[0].gaps).toEqual({ tokens: ['?'], codes: Uint8Array.of(0, 1) });
  });

  it('may end its lines with commas', () => {
    expect(cells(`${HEAD}61,120,F,x,\n5,\t80 ,M,y,,\n`)).toEqual([
      [61, 120, 'F', 'x'],
      [5, 80, 'M', 'y'],
    ]);
  });

  it.each([
    ['no attribute', '@relation x\n@data\n1,2\n', 'data.empty', {}],
    ['no row', HEAD, 'data.headerOnly', { columns: 4 }],
    ['a short row', `${HEAD}1,2,F\n`, 'data.ragged', { row: 10, wanted: 4, got: 3 }],
    ['the sparse form', `${HEAD}{0 61, 2 F}\n`, 'data.unsupported', { extension: 'sparse arff' }],
    [
      'a name twice',
      '@relation x\n@attribute a real\n@attribute a real\n@data\n1,2\n',
      'data.duplicateColumn',
    ],
  ])('with %s is named', (_what, text, code, details = expect.anything()) => {
    expect(() => readArff(text)).toThrow(expect.objectContaining({ code, details }));
  });
});

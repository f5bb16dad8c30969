import { decodedSource } from '../../data/images/decoded-source';
import { decodeFile } from '../../data/images/decoders';
import { dicomFile, pixelModule } from '../../data/images/dicom/test-file';
import { takePictures } from '../../prep/image/picture-rows';
import { rng } from '../../study/random';
import { datasetFromRows } from '../inputs';
import { H, N, noise, words as shorts, W } from '../interop-dicom-files';
import { type OutputWords, outputCsv } from '../output-csv';
import { type Forward, predict } from '../predict';
import type { Predictor } from '../predictor';

// For the comparison with Python: series of slices, a file each, of which a model looks at some.

/** Slices whose names run against their place; of the second series every two have the same place. */
const SERIES = [
  { uid: '1.2.840.7', n: 7, at: (i: number) => -31.5 + 2.5 * i },
  { uid: '1.2.840.6', n: 6, at: (i: number) => 5 * (i >> 1) },
];

/** Name and bytes of each file, by name; the last shows a picture of no series. */
export function sliceFiles(): [string, Uint8Array<ArrayBuffer>][] {
  const slice = (name: string, more: Parameters<typeof dicomFile>[0]): [string, Uint8Array<ArrayBuffer>] => [
    name,
    dicomFile({
      ...pixelModule(W, H, 16),
      '00080060': ['CS', 'CT'],
      '00281052': ['DS', '-1024'],
      '00281053': ['DS', '1'],
      '00281054': ['LO', 'HU'],
      ...more,
      '7fe00010': ['OW', shorts(noise(N, 0, 3000, name))],
    }),
  ];
  const files = SERIES.flatMap(({ uid, n, at }) =>
    Array.from({ length: n }, (_, i) =>
      slice(`${uid}/${String(n - i).padStart(2, '0')}.dcm`, {
        '0020000e': ['UI', uid],
        '00200032': ['DS', `0\\0\\${at(i)}`],
        '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
      }),
    ),
  );
  return [...files, slice('alone.dcm', {})].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * What the app hands out for the files: a row each, in their order; where the model reads the age beside them, in another
 * order, with the rows as they are given.
 */
export async function sliceAnswers(
  predictor: Predictor,
  forward: Forward,
  words: OutputWords,
): Promise<{ rows: string | null; expected: string }> {
  const files = sliceFiles();
  const decoded = await Promise.all(
    files.map(([, bytes]) => decodeFile(new Blob([bytes]), 'dcm', { maxPixels: 1e8, axis: 2 })),
  );
  const source = decodedSource(decoded);
  const places = Uint32Array.from(files.keys());
  const table = predictor.inputs.length > 0;
  const order = table ? rng('slices').shuffle(places.slice()) : places;
  const cells = Array.from(order, (row) => [files[row][0], ...(table ? [String(40 + row)] : [])]);
  const data = datasetFromRows(
    predictor.inputs,
    cells.map(([, age]): Record<string, string> => (table ? { age } : {})),
  );
  const predictions = await predict(predictor, data, forward, {
    source: takePictures(source, order),
    maker: null,
  });
  const names = table ? ['picture', 'age'] : ['file'];
  const columns = { names, text: (column: number, row: number) => cells[row][column] };
  return {
    rows: table ? [names, ...cells].map((row) => row.join(',')).join('\n') : null,
    expected: outputCsv(predictions, columns, null, words).join(''),
  };
}

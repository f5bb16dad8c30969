import { Unzip, UnzipInflate } from 'fflate';
import { BenchsideError } from '../study/errors';
import { chunksOf } from './decode';

/** Sizes in a zip's headers lie, so what really comes out is counted. */
const UNPACKED_LIMIT = 2 * 1024 * 2 ** 20;

const TABLE = /\.(csv|tsv|txt|data|arff)$/i;

/** The one table in a zip, unpacked while streaming. Throws `data.unsupported` where there is none or several. */
export async function unzipTable(file: Blob): Promise<Blob> {
  const found: { parts: Uint8Array<ArrayBuffer>[]; done: boolean }[] = [];
  let unpacked = 0;
  const unzip = new Unzip((entry) => {
    if (!TABLE.test(entry.name) || entry.name.startsWith('__MACOSX/')) return;
    const table = { parts: [] as Uint8Array<ArrayBuffer>[], done: false };
    found.push(table);
    entry.ondata = (error, chunk, final) => {
      if (error) throw new BenchsideError('data.binary');
      unpacked += chunk.length;
      if (unpacked > UNPACKED_LIMIT)
        throw new BenchsideError('data.tooLarge', {
          megabytes: Math.round(unpacked / 2 ** 20),
          limit: UNPACKED_LIMIT / 2 ** 20,
        });
      table.parts.push(chunk as Uint8Array<ArrayBuffer>);
      table.done = final;
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of chunksOf(file)) unzip.push(chunk);
    unzip.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof BenchsideError) throw error;
    throw new BenchsideError('data.binary');
  }
  if (found.length !== 1 || !found[0].done)
    throw new BenchsideError('data.unsupported', { extension: 'zip' });
  return new Blob(found[0].parts);
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

/** diabetes130.csv out of its zip, in a folder of its own until `remove`. */
export function diabetesFile(shared) {
  const folder = mkdtempSync(join(tmpdir(), 'benchside-'));
  const file = join(folder, 'diabetes130.csv');
  writeFileSync(
    file,
    unzipSync(readFileSync(join(shared, 'data/tables/diabetes130.zip')))['diabetes130.csv'],
  );
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

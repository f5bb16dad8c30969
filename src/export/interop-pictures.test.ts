import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { imageSteps } from '../prep/image';
import { prepareCases, stepCases, stepNames } from './interop-picture-cases';
import { type FileCase, fileCase, fileCases } from './interop-picture-files';
import type { PlacedPicture } from './interop-picture-pipelines';

/** Names a folder: then the cases are written there, and `interop/check_pictures.py` compares Python with them. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

/** Names a folder of files that are compared as well. */
const FILES = process.env.BENCHSIDE_INTEROP_FILES;

/** Float32 numbers one after another, in one file; each is written once, however many cases mean it. */
class Numbers {
  private readonly parts: Float32Array[] = [];
  private readonly known = new Map<Float32Array, number>();
  private size = 0;

  at(v: Float32Array): number {
    const known = this.known.get(v);
    if (known !== undefined) return known;
    const at = this.size;
    this.known.set(v, at);
    this.parts.push(v);
    this.size += v.length;
    return at;
  }

  picture({ v, ...rest }: PlacedPicture) {
    return { ...rest, at: this.at(v) };
  }

  write(folder: string, told: object): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(told));
    const bytes = this.parts.map((v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength));
    writeFileSync(join(folder, 'cases.bin'), Buffer.concat(bytes));
  }
}

it('has a case for every step that changes a picture, and finite numbers in each', async () => {
  const cases = await stepCases(OUT ? 'all' : 'usual');
  const wanted = imageSteps.filter(({ apply }) => apply).map(({ name }) => name);
  expect(new Set(cases.map(({ step }) => step))).toEqual(
    new Set(wanted.filter((name) => name !== 'register')),
  );
  const broken = cases.filter(({ expected }) => !expected.v.every(Number.isFinite));
  expect(broken.map(({ step, picture }) => `${step}: ${picture}`)).toEqual([]);
  const prepared = await prepareCases();
  for (const { x, shape, origin } of prepared) {
    expect(x.length).toBe(shape.reduce((product, side) => product * side, 1));
    expect(origin.length).toBe(shape[0]);
  }
  if (!OUT) return;
  const numbers = new Numbers();
  const told = {
    known: stepNames(),
    steps: cases.map(({ given, expected, ...rest }) => ({
      ...rest,
      given: numbers.picture(given),
      expected: numbers.picture(expected),
    })),
    prepared: prepared.map(({ given, x, ...rest }) => ({
      ...rest,
      given: given.map((picture) => numbers.picture(picture)),
      at: numbers.at(x),
    })),
  };
  numbers.write(join(OUT, 'pictures'), told);
});

const KINDS: Record<string, string> = { png: 'PNG', tif: 'TIFF', tiff: 'TIFF', nii: 'NIfTI', gz: 'NIfTI' };

/** Files of a folder that need no browser to be decoded. */
async function otherFiles(folder: string): Promise<FileCase[]> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = found.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const cases: FileCase[] = [];
  for (const path of paths) {
    const kind = KINDS[path.split('.').at(-1) ?? ''] ?? (/\.(dcm|dicom|ima)$/i.test(path) ? 'DICOM' : null);
    if (!kind) continue;
    const name = relative(folder, path).replaceAll('/', '__');
    cases.push(await fileCase(kind, [name, new Uint8Array(readFileSync(path))]));
  }
  return cases;
}

it('sees every kind of file, and refuses those that are cut off, damaged or packed as Python does not read them', async () => {
  const cases = await fileCases();
  expect(cases.filter(({ refused }) => refused).map(({ file }) => file)).toEqual([
    'jpeg-2000.dcm',
    'cut-off.dcm',
    'damaged.nii',
  ]);
  for (const { pictures, refused, file } of cases) expect(pictures.length > 0 || refused, file).toBe(true);
  if (!OUT) return;
  const folder = join(OUT, 'picture-files');
  mkdirSync(join(folder, 'files'), { recursive: true });
  const numbers = new Numbers();
  const all = [...cases, ...(FILES ? await otherFiles(FILES) : [])];
  for (const { file, bytes } of all) writeFileSync(join(folder, 'files', file), bytes);
  const files = all.map(({ bytes: _, pictures, ...rest }) => ({
    ...rest,
    pictures: pictures.map((picture) => numbers.picture(picture)),
  }));
  numbers.write(folder, { files });
});

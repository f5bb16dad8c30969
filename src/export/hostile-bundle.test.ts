import * as fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { sha256 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { BenchsideError } from '../study/errors';
import { readBundle, writeBundle } from './bundle';
import { examplePredictor } from './testing';

const { predictor, study } = examplePredictor();
const zip = await writeBundle({ predictor, study, journal: [] });
const contents = unzipSync(zip);

const codeOf = (bytes: Uint8Array): Promise<string> =>
  readBundle(bytes).then(
    () => 'read',
    (error) => (error instanceof BenchsideError ? error.code : `not ours: ${error}`),
  );

/** The bundle with one file's text changed and its manifest made right again. */
async function forged(path: string, change: (text: string) => string): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {
    ...contents,
    [path]: strToU8(change(strFromU8(contents[path]))),
  };
  const { 'manifest.json': manifest, ...rest } = files;
  const listed = await Promise.all(
    Object.entries(rest).map(async ([name, bytes]) => ({ path: name, sha256: await sha256(bytes) })),
  );
  const right = { ...JSON.parse(strFromU8(manifest)), files: listed };
  return zipSync({ 'manifest.json': strToU8(JSON.stringify(right)), ...rest });
}

const edited = (path: string, change: (document: ReturnType<typeof JSON.parse>) => void) =>
  forged(path, (text) => {
    const document = JSON.parse(text);
    change(document);
    return JSON.stringify(document);
  });

describe('a damaged bundle', () => {
  it('one bit flipped anywhere is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length * 8 - 1), async (bit) => {
        const flipped = zip.slice();
        flipped[bit >> 3] ^= 1 << (bit & 7);
        expect(await codeOf(flipped)).toMatch(/^bundle\.(broken|missing|damaged|version)$/);
      }),
      { numRuns: 400 },
    );
  });

  it('a bundle cut off anywhere is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), async (length) => {
        expect(await codeOf(zip.subarray(0, length))).toBe('bundle.broken');
      }),
      { numRuns: 200 },
    );
  });

  it('packed anew by another program it opens all the same', async () => {
    expect(await codeOf(zipSync(contents))).toBe('read');
    expect(await codeOf(zipSync({ ...contents, '__MACOSX/._model': new Uint8Array(9) }))).toBe('read');
  });
});

describe('a bundle with tricks', () => {
  const NUL = '\u0000';
  it.each([
    '../evil.json',
    'models/../../evil.json',
    './study.json',
    '/etc/passwd',
    'C:\\evil.json',
    'C:evil.json',
    'models\\0\\model.json',
    `study.json${NUL}.txt`,
    'STUDY.JSON',
    'Models/0/weights.bin',
  ])('a file called %j is refused', async (name) => {
    const tricky: Zippable = { ...contents, [name]: new Uint8Array(1) };
    expect(await codeOf(zipSync(tricky))).toBe('bundle.broken');
  });

  it.each(['../evil.json', 'models/0/evil.exe', 'predict.sh', 'models/1000/model.json', ''])(
    'a manifest that lists %j is refused',
    async (path) => {
      const manifest = JSON.parse(strFromU8(contents['manifest.json']));
      manifest.files.push({ path, sha256: '0'.repeat(64) });
      const listed = { ...contents, 'manifest.json': strToU8(JSON.stringify(manifest)) };
      expect(await codeOf(zipSync(listed))).toBe('bundle.broken');
    },
  );

  it('the same name twice is refused', async () => {
    const twice = zipSync({ 'study.json': strToU8('{}'), 'study.jsom': contents['study.json'] });
    for (let at = 0; at < twice.length - 10; at++)
      if (strFromU8(twice.subarray(at, at + 10), true) === 'study.jsom') twice[at + 9] = 'n'.charCodeAt(0);
    expect(await codeOf(twice)).toBe('bundle.broken');
  });

  it('a claim of 10 GB is refused, whether a header says so or it comes out', async () => {
    const claiming = zipSync(contents);
    // Sizes in the first local header, four bytes each: 4 GB and 10 GB beyond 32 bits cannot be said, so the most.
    new DataView(claiming.buffer).setUint32(22, 0xfffffffe, true);
    expect(await codeOf(claiming)).toBe('bundle.broken');
    const bomb = zipSync({ 'report.html': new Uint8Array(40_000_000), ...contents });
    expect(bomb.length).toBeLessThan(400_000);
    expect(await codeOf(bomb)).toBe('bundle.broken');
  });
});

describe('hostile JSON in a bundle whose sums are right', () => {
  it.each<[string, (d: ReturnType<typeof JSON.parse>) => void]>([
    [
      'texts for numbers',
      (d) => {
        d.members[0].weight = '0.5';
      },
    ],
    [
      'NaN as a text',
      (d) => {
        d.threshold = 'NaN';
      },
    ],
    [
      'a list for a text',
      (d) => {
        d.task.target = ['outcome'];
      },
    ],
    [
      'a text for a list',
      (d) => {
        d.members = 'members';
      },
    ],
    [
      'a million inputs',
      (d) => {
        d.inputs = Array(1_000_000).fill({ name: 'a', type: 'nominal' });
      },
    ],
    [
      'a million levels',
      (d) => {
        d.inputs[1].levels = Array(1_000_000).fill('F');
      },
    ],
    [
      'a name of a million letters',
      (d) => {
        d.inputs[0].name = 'x'.repeat(1_000_000);
      },
    ],
    [
      'a hundred thousand names',
      (d) => {
        d.members[0].names = Array(100_000).fill('age');
      },
    ],
    [
      'null for a state',
      (d) => {
        for (const step of d.members[0].steps) step.state = null;
      },
    ],
    [
      'an object for a list in a state',
      (d) => {
        d.members[0].steps[0].state = { numbers: {}, categories: {}, indicators: {} };
      },
    ],
  ])('%s is bundle.broken', async (_, change) => {
    expect(await codeOf(await edited('preprocess.json', change))).toBe('bundle.broken');
  });

  it.each([
    ['a giant number', '"threshold": 1e999'],
    ['a number below all numbers', '"threshold": -1e999'],
    ['depth', `"threshold": ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('%s is bundle.broken', async (_, text) => {
    const bytes = await forged('preprocess.json', (was) => was.replace(/"threshold": [^,]+/, text));
    expect(await codeOf(bytes)).toBe('bundle.broken');
  });

  it.each(['constructor', 'prototype', 'toString'])('a key called %s reaches nothing', async (key) => {
    const bytes = await edited('preprocess.json', (d) => {
      d.members[0].steps[0].params[key] = 'polluted';
      d.inputs[1].same = { [key]: 'F' };
    });
    expect(await codeOf(bytes)).toBe('read');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
    expect({}.constructor).toBe(Object);
  });

  it('a study and a journal of nonsense are bundle.broken', async () => {
    expect(await codeOf(await forged('study.json', () => '[]'))).toBe('bundle.broken');
    expect(await codeOf(await forged('journal.jsonl', () => '{"type":"rm"}\n'))).toBe('bundle.broken');
    expect(await codeOf(await forged('journal.jsonl', () => `${'['.repeat(1e6)}\n`))).toBe('bundle.broken');
  });
});

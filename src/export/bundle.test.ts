import * as fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { sha256 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import type { CatColumn } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { JournalEvent } from '../study/events';
import { STUDY_VERSION } from '../study/schema';
import { readBundle, writeBundle } from './bundle';
import { inputColumns } from './inputs';
import { predict } from './predict';
import { examplePredictor, plainForward } from './testing';
import { BUNDLE_VERSION } from './versions';

const { predictor, study, data } = examplePredictor();
const journal: JournalEvent[] = [
  {
    seq: 0,
    at: 1,
    type: 'search.started',
    search: 1,
    study,
    backend: 'cpu',
    adapter: 'one core',
    planned: 2,
  },
  {
    seq: 1,
    at: 2,
    type: 'trial.started',
    search: 1,
    trial: 0,
    config: { family: 'mlp', params: { hidden: [64, 32] } },
  },
  {
    seq: 2,
    at: 3,
    type: 'trial.epochs',
    search: 1,
    trial: 0,
    points: [{ epoch: 0, trainLoss: 0.7, validLoss: Number.NaN, metric: 0.5 }],
  },
  {
    seq: 3,
    at: 4,
    type: 'trial.failed',
    search: 1,
    trial: 0,
    error: { code: 'train.diverged', details: { epoch: 0 }, kind: 'trial' },
    seconds: 0.5,
  },
  { seq: 4, at: 5, type: 'search.finished', search: 1, reason: 'budget' },
];
const zip = await writeBundle({ predictor, study, journal });

const codeOf = (bytes: Uint8Array): Promise<string> =>
  readBundle(bytes).then(
    () => 'read',
    (error) => (error instanceof BenchsideError ? error.code : `not ours: ${error}`),
  );

/** The bundle with some files replaced (null: left out), its manifest made right again. */
async function forged(changes: Record<string, string | null>): Promise<Uint8Array> {
  const files: Zippable = {};
  for (const [path, bytes] of Object.entries(unzipSync(zip))) files[path] = bytes;
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) delete files[path];
    else files[path] = strToU8(text);
  }
  const { 'manifest.json': manifest, ...rest } = files as Record<string, Uint8Array>;
  const hashed = await Promise.all(
    Object.entries(rest).map(async ([path, bytes]) => ({ path, sha256: await sha256(bytes) })),
  );
  return zipSync({
    'manifest.json': strToU8(JSON.stringify({ ...JSON.parse(strFromU8(manifest)), files: hashed })),
    ...rest,
  });
}
const text = (path: string): string => strFromU8(unzipSync(zip)[path]);
const edit = (path: string, change: (document: ReturnType<typeof JSON.parse>) => void) => {
  const document = JSON.parse(text(path));
  change(document);
  return forged({ [path]: JSON.stringify(document) });
};

describe('a bundle', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'round trip: a %s model predicts the same to 1e-6',
    async (kind) => {
      const example = examplePredictor(kind);
      const read = await readBundle(await writeBundle({ ...example, journal: [] }));
      expect(read.predictor).toEqual(example.predictor);
      const before = await predict(example.predictor, data, plainForward);
      const after = await predict(read.predictor, data, plainForward);
      expect(after.p.length).toBe(data.n * (kind === 'multiclass' ? 3 : 1));
      after.p.forEach((value, i) => {
        expect(Math.abs(value - before.p[i])).toBeLessThan(1e-6);
      });
    },
  );

  it('keeps the study and the journal', async () => {
    const read = await readBundle(zip);
    expect(read.study).toEqual(study);
    expect(read.journal).toEqual(journal);
  });

  it('is the same bytes for the same parts', async () => {
    expect(await writeBundle({ predictor, study, journal })).toEqual(zip);
  });

  it('lists the SHA-256 of every file but the list itself', async () => {
    const { files } = JSON.parse(text('manifest.json'));
    const contents = unzipSync(zip);
    expect(files.map((file: { path: string }) => file.path).sort()).toEqual(
      Object.keys(contents)
        .filter((path) => path !== 'manifest.json')
        .sort(),
    );
    for (const { path, sha256: hash } of files) expect(hash).toBe(await sha256(contents[path]));
  });
});

describe('a bundle that is not as it should be', () => {
  it('one changed byte in any file is bundle.damaged', async () => {
    const contents = unzipSync(zip);
    for (const path of Object.keys(contents).filter((name) => name !== 'manifest.json')) {
      const bytes = contents[path].slice();
      bytes[bytes.length >> 1] ^= 1;
      const error = await readBundle(zipSync({ ...contents, [path]: bytes })).catch((e) => e);
      expect(error).toMatchObject({ code: 'bundle.damaged', details: { part: path } });
    }
  });

  it('one changed byte of the zip itself, anywhere in the weights, is bundle.damaged', async () => {
    const weights = unzipSync(zip)['models/1/weights.bin'];
    // Stored without compression, so its bytes lie in the zip as they are.
    const at = Buffer.from(zip).indexOf(Buffer.from(weights));
    expect(at).toBeGreaterThan(0);
    for (const offset of [0, weights.length >> 1, weights.length - 1]) {
      const bytes = zip.slice();
      bytes[at + offset] ^= 0x10;
      expect(await codeOf(bytes)).toBe('bundle.damaged');
    }
  });

  it('another version is bundle.version', async () => {
    const newer = await edit('preprocess.json', (d) => {
      d.version = 99;
      delete d.members;
    });
    await expect(readBundle(newer)).rejects.toMatchObject({
      code: 'bundle.version',
      details: { wanted: 1, got: 99 },
    });
    const contents = unzipSync(zip);
    const manifest = { ...JSON.parse(text('manifest.json')), version: BUNDLE_VERSION + 1 };
    expect(await codeOf(zipSync({ ...contents, 'manifest.json': strToU8(JSON.stringify(manifest)) }))).toBe(
      'bundle.version',
    );
    expect(
      await codeOf(
        await edit('study.json', (d) => {
          d.version = STUDY_VERSION + 1;
        }),
      ),
    ).toBe('bundle.version');
  });

  it.each(['study.json', 'journal.jsonl', 'preprocess.json', 'models/0/model.json', 'models/1/weights.bin'])(
    'without %s it is bundle.missing, listed or not',
    async (path) => {
      const error = await readBundle(await forged({ [path]: null })).catch((e) => e);
      expect(error).toMatchObject({ code: 'bundle.missing', details: { part: path } });
      const { [path]: _, ...rest } = unzipSync(zip);
      const listed = await readBundle(zipSync(rest)).catch((e) => e);
      expect(listed).toMatchObject({ code: 'bundle.missing', details: { part: path } });
    },
  );

  it.each<[string, (d: ReturnType<typeof JSON.parse>) => void]>([
    [
      'names no step of ours',
      (d) => {
        d.members[0].steps[0].step = 'rm';
      },
    ],
    [
      'has a state no step could have made',
      (d) => {
        d.members[0].steps[0].state = { numbers: 7 };
      },
    ],
    [
      'has a bad parameter',
      (d) => {
        d.members[0].steps[0].params = { numeric: 'mode' };
      },
    ],
    [
      'reads a net outside its folder',
      (d) => {
        d.members[0].model = '../study';
      },
    ],
    [
      'expects columns that the steps do not make',
      (d) => {
        d.members[0].names[0] = 'height';
      },
    ],
    [
      'has fewer names than inputs',
      (d) => {
        d.members[0].names.pop();
      },
    ],
    [
      'has classes that the outputs do not have',
      (d) => {
        d.task = { kind: 'multiclass', target: 'o', classes: ['a', 'b', 'c'] };
      },
    ],
    [
      'has no members',
      (d) => {
        d.members = [];
      },
    ],
    [
      'has a weight of nothing',
      (d) => {
        d.members[0].weight = 0;
      },
    ],
    [
      'has two inputs of one name',
      (d) => {
        d.inputs.push(d.inputs[0]);
      },
    ],
    [
      'has a scale that a probability has not',
      (d) => {
        d.outcome = { mean: 0, sd: 1 };
      },
    ],
  ])('a predictor that %s is bundle.broken', async (_, change) => {
    expect(await codeOf(await edit('preprocess.json', change))).toBe('bundle.broken');
  });

  it('a key that could reach a prototype is bundle.broken, and reaches none', async () => {
    const poisoned = text('preprocess.json').replace('"meta": {', '"meta": { "__proto__": {"polluted": 1},');
    expect(poisoned).not.toBe(text('preprocess.json'));
    expect(await codeOf(await forged({ 'preprocess.json': poisoned }))).toBe('bundle.broken');
    expect('polluted' in {}).toBe(false);
  });

  it('random bytes are bundle.broken and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (bytes) => {
        expect(await codeOf(bytes)).toBe('bundle.broken');
      }),
    );
  });

  it('random bytes behind a zip signature are bundle.broken or lack a part', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const signed = Uint8Array.of(0x50, 0x4b, 3, 4, ...bytes);
        expect(['bundle.broken', 'bundle.missing']).toContain(await codeOf(signed));
      }),
    );
  });

  it('whatever bytes are changed, it reads the same model or says what is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = zip.slice();
        bytes[at] ^= flip;
        const code = await codeOf(bytes);
        expect(code === 'read' || code.startsWith('bundle.')).toBe(true);
        if (code === 'read') expect((await readBundle(bytes)).predictor).toEqual(predictor);
      }),
      { numRuns: 150 },
    );
  });

  it('a zip cut off anywhere before its list of contents is refused', async () => {
    const directory = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    await fc.assert(
      fc.asyncProperty(fc.nat(directory - 1), async (length) => {
        expect(await codeOf(zip.subarray(0, length))).toMatch(/^bundle\.(broken|missing)$/);
      }),
      { numRuns: 100 },
    );
  });

  it('a zip of very many files is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`x${i}`, new Uint8Array(1)]));
    expect(await codeOf(zipSync({ ...unzipSync(zip), ...many }))).toBe('bundle.broken');
  });
});

describe('what does not go into a bundle', () => {
  it('anything that the parts carry beyond their schemas: an identifier planted there is nowhere', async () => {
    const canary = 'KIM-900101-1234567';
    const planted = { remarks: [canary], table: { columns: [{ name: 'chart number', cells: [canary] }] } };
    const bytes = await writeBundle({
      predictor: {
        ...predictor,
        ...planted,
        inputs: predictor.inputs.map((input) => ({ ...input, ...planted })),
        members: predictor.members.map((member) => ({
          ...member,
          ...planted,
          spec: Object.assign({ ...member.spec }, planted as object),
        })),
      },
      study: { ...study, ...planted, columns: study.columns.map((column) => ({ ...column, ...planted })) },
      journal: journal.map((event) => ({ ...event, ...planted })),
    });
    expect(bytes).toEqual(zip);
    for (const content of Object.values(unzipSync(bytes)))
      expect(strFromU8(content, true)).not.toContain(canary);
  });

  it('cells of columns that are no features: fitted steps and inputs know only features', async () => {
    const canary = 'KIM-900101-1234567';
    const columns = data.cols.size;
    expect(predictor.inputs.length).toBe(columns);
    const roles = [
      ...study.columns,
      { name: 'remarks', type: 'text' as const, role: 'ignore' as const, stored: false },
    ];
    const remarks: CatColumn = { kind: 'cat', codes: new Int32Array(data.n), dict: [canary] };
    const inputs = inputColumns({ ...data, cols: new Map(data.cols).set('remarks', remarks) }, roles);
    expect(JSON.stringify(inputs)).not.toContain(canary);
    expect(inputs.length).toBe(columns);
  });

  it('the name of the study, from the text for readers', () => {
    expect(text('README.txt')).not.toContain(study.name);
  });
});

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeFile } from '../../data/images/decoders';
import { extensionOf } from '../../data/images/listing/paths';
import { sha256Of } from '../../data/sha256';
import { read } from '../../data/sites/testing';
import { openTrainer } from '../../train/open-trainer';
import { Pace } from '../../train/pacing';
import type { Trainer } from '../../train/trainer';
import { openWasmGraphs } from '../../train/wasm/open-wasm-graphs';
import { Gate } from '../gate';
import { adoptImages } from '../images/adopt';
import { BackboneMaker } from '../images/backbone-maker';
import { PendingImages } from '../images/pending';
import { openPictureStore } from '../images/picture-store';
import { runSearch } from '../run';
import { Session } from '../session';
import type { SearchRun } from '../trial';
import type { PictureCase } from './picture-cases';

// For this folder's tests: a study of pictures and a short search of it, without a browser.

/** Everything that networks of pictures and heads on features are trained with, without a browser. */
async function bothTrainer(): Promise<Trainer> {
  const [dense, graphs] = [await openTrainer('cpu'), await openWasmGraphs(new Pace(performance))];
  return {
    ...dense,
    activations: graphs.activations,
    gradCam: graphs.gradCam,
    start: (job) => (job.spec.kind === 'graph' ? graphs.start({ ...job, spec: job.spec }) : dense.start(job)),
  };
}

/** What a browser has and Node has not: locks, and the application's own files. */
export function likeBrowser(): void {
  const locks = { request: (_: string, __: object, work: () => void) => Promise.resolve(work()) };
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  const backbones = new URL('../../../public/backbones/', import.meta.url);
  const others = globalThis.fetch;
  globalThis.fetch = async (address, ...rest) => {
    const path = String(address);
    if (!path.includes('/backbones/')) return others(address, ...rest);
    return new Response(await readFile(new URL(basename(path), backbones)));
  };
}

/** A study of the files, searched for a few trials. */
export async function searchedPictures(given: PictureCase, trials = 2): Promise<SearchRun> {
  let now = 0;
  const clock = { now: () => ++now };
  const session = new Session(
    clock,
    () => {},
    async () => {},
  );
  const pending = await PendingImages.begin(await openPictureStore());
  const axis = given.plan.axis ?? 2;
  for (const [path, bytes] of given.files) {
    const file = new Blob([bytes]);
    pending.take(
      { path, sha256: await sha256Of(file) },
      await decodeFile(file, extensionOf(path), { maxPixels: 1e8, axis }),
    );
  }
  const { study: proposed } = await adoptImages(session, pending, pending.end([]), {
    study: null,
    options: { id: given.name, kind: 'images', families: ['cnn'] },
    plan: given.plan,
    ...(given.table && { table: (await read(given.table)).table }),
  });
  const study = given.changed({
    ...proposed,
    // Noise looks like noise.
    ...(proposed.images && { images: { ...proposed.images, alike: 'apart' } }),
    split: { ...proposed.split, validation: { kind: 'kfold', k: 3 } },
    search: { ...proposed.search, strategy: 'grid', budget: { trials, minutes: 60 } },
  });
  const trainer = await bothTrainer();
  const run: SearchRun = {
    study,
    ready: session.ready(study),
    trainer,
    journal: session.journal,
    gate: new Gate(clock),
    clock,
    maker: new BackboneMaker(trainer, null),
    report: () => {},
  };
  await runSearch(run, false);
  return run;
}

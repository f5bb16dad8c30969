import type { StateCreator } from 'zustand';
import type { PathFile } from '../../engine/images/read-images';
import { outputCsv } from '../../export/output-csv';
import { fromRecord } from '../../study/errors';
import { download } from './download';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { kindOfZip, sortDrop } from './sort-drop';
import { extensionOf } from './study-slice';
import type { AppState, ImagesSlice } from './types';

/** The same phantoms for everybody. */
const SAMPLE_SEED = 1;

export const imagesSlice: StateCreator<AppState, [], [], ImagesSlice> = (set, get) => {
  /** Reads pictures, and the table beside them, and shows what was found. */
  const read = (pictures: PathFile[], tables: PathFile[], axis: 0 | 1 | 2) =>
    working(get, set, 'readingPictures', async (signal, onEvent) => {
      const options = { signal, onEvent };
      const answer = await theEngine().readImages(pictures, { axis }, options);
      // A table that was given stands before one that lies among the pictures.
      const [beside] = [...tables, ...answer.tables];
      const table = beside
        ? {
            name: beside.file.name,
            table: (await theEngine().read(beside.file, extensionOf(beside.file), options)).table,
          }
        : (get().found?.table ?? null);
      set({ found: { read: answer, files: pictures, axis, table } });
      get().go('pictures');
    });

  /** What a zip that cannot be looked into is, those who open models and tables will say in their words. */
  const kindOf = async (zip: File) => {
    try {
      return kindOfZip((await theEngine().listFiles([zip])).map((one) => one.path));
    } catch {
      return 'table';
    }
  };

  return {
    found: null,
    lookedAt: null,
    pictureAnswers: null,

    lookAt(row) {
      set({ lookedAt: row });
      get().go('explain');
    },

    async dropFiles(files) {
      const { tables, pictures, zips, results } = sortDrop(files);
      if (results.length > 0) return get().openResults(results[0].file);
      if (pictures.length > 0) {
        set({ found: null });
        return void (await read([...pictures, ...zips], tables, 2));
      }
      if (zips.length === 1 && tables.length <= 1) {
        if ((await kindOf(zips[0].file)) === 'pictures') {
          set({ found: null });
          return void (await read(zips, tables, 2));
        }
      }
      const all = [...tables, ...zips].map((one) => one.file);
      if (all.length > 0) await get().dropAll(all);
    },

    async rereadPictures(axis) {
      const { found } = get();
      if (found) await read(found.files, [], axis);
    },

    async addLabelTable(file) {
      await working(get, set, 'reading', async (signal, onEvent) => {
        const { table } = await theEngine().read(file, extensionOf(file), { signal, onEvent });
        const { found } = get();
        if (found) set({ found: { ...found, table: { name: file.name, table } } });
      });
    },

    async adoptPictures(plan) {
      const { found } = get();
      if (!found) return;
      await working(get, set, 'opening', async () => {
        const adopted = await theEngine().call('adoptImages', {
          study: null,
          options: { id: crypto.randomUUID(), kind: 'images' },
          plan,
          ...(found.table && { table: found.table.table }),
        });
        set({ found: null });
        get().begin(adopted);
        const { alike } = plan;
        get().takeDecisions();
        get().edit((now) =>
          now.images && now.images.alike !== alike ? { ...now, images: { ...now.images, alike } } : now,
        );
      });
    },

    async predictPictures(files, row) {
      const answers = await working(get, set, 'predicting', async (signal, onEvent) => {
        const options = { signal, onEvent };
        const { files: decoded, skipped } = await theEngine().decodeFiles(
          files,
          { axis: get().model?.axis ?? 2 },
          options,
        );
        if (decoded.length === 0 && skipped[0]) throw fromRecord(skipped[0].error);
        const table = Object.keys(row).length > 0 ? { table: decoded.map(() => row) } : {};
        const said = await theEngine().call('predictPictures', { files: decoded, ...table }, options);
        return {
          ...said,
          names: decoded.flatMap(({ name, decoded: file }) => file.pictures.map(() => name)),
          skipped,
        };
      });
      if (answers) set({ pictureAnswers: answers });
    },

    downloadPictures(words) {
      const { pictureAnswers } = get();
      if (!pictureAnswers) return;
      const { names, predictions } = pictureAnswers;
      const columns = { names: ['file'], text: (_: number, row: number) => names[row] };
      download('predictions.csv', new Blob(outputCsv(predictions, columns, null, words)), 'text/csv');
    },

    async attachPictures(files) {
      await working(get, set, 'readingPictures', async (signal, onEvent) => {
        const { study } = get();
        if (!study?.data) return;
        const { kind } = study.data;
        if (kind === 'phantoms') await theEngine().call('imagesSample', { seed: SAMPLE_SEED });
        else await theEngine().readImages(files, { axis: study.images?.axis ?? 2 }, { signal, onEvent });
        const options = { id: study.id, kind };
        const attached = await theEngine().call('adoptImages', { study, options, plan: null });
        set({ study: attached.study, profile: attached.profile });
        get().askAgain();
      });
    },

    async openPhantoms() {
      await working(get, set, 'readingPictures', async () => {
        await theEngine().call('imagesSample', { seed: SAMPLE_SEED });
        const options = { id: crypto.randomUUID(), kind: 'phantoms' as const };
        get().begin(await theEngine().call('adoptImages', { study: null, options, plan: null }));
      });
    },

    closePictures() {
      set({ found: null });
      get().go(get().study ? 'data' : 'home');
    },
  };
};

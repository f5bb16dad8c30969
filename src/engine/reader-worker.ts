import { readTable, readTexts } from '../data/read';
import { outputFile } from '../export/output-file';
import { rng } from '../study/random';
import type { ReaderApi } from './protocol';
import { sampleFile } from './sample-file';
import { readStudyFile } from './starting/read-study-file';
import { type Call, type Handlers, host } from './worker-host';

const ctxOf = ({ signal, emit }: Call) => ({
  rng: rng('reader'),
  signal,
  clock: { now: () => Date.now() },
  report: (
    progress: Parameters<typeof emit>[0] extends infer E
      ? E extends { progress: infer P }
        ? P
        : never
      : never,
  ) => emit({ progress }),
});

const handlers: Handlers<ReaderApi> = {
  read: ({ file, extension }, call) => readTable(file, extension, ctxOf(call)),
  study: async ({ file }) => ({ study: await readStudyFile(file), known: null }),
  output: ({ file, extension, columns, predictions, words }, call) =>
    outputFile(() => readTexts(file, extension, ctxOf(call)), columns, predictions, words),
  sample: async ({ kind }, call) => readTable(await sampleFile(kind), 'csv', ctxOf(call)),
};

host<ReaderApi>(self, handlers, ['read', 'sample']);

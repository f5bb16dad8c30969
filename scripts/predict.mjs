// `npm run --silent predict`: a bundle's model on rows or pictures, by the built application in headless Chromium.
// One JSON object on stdout. Exit 2: bad input, one line on stderr. Exit 1: anything else, one line.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { command, inHeadlessPage } from './headless-page.mjs';
import { existing, given, UsageError } from './study-options.mjs';

const USAGE = `Usage: npm run --silent predict -- --model bundle.zip --data FILE|FOLDER|ZIP [--join FILE ...] [--site HOSPITAL] --out DIR

A table with the model's columns, among others and in any order, or the pictures that it reads. DIR receives predictions.csv: row (from 0), probability or one a class, predicted.`;

const WORDS = { model: false, data: true, join: true, site: false, out: false };

function parseOptions(args, base) {
  let values;
  try {
    const options = Object.fromEntries(
      Object.entries(WORDS).map(([name, multiple]) => [name, { type: 'string', multiple }]),
    );
    values = parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error.message.split('\n')[0]);
  }
  for (const name of ['model', 'data', 'out'])
    if (values[name] === undefined) throw new UsageError(`--${name} is needed; --help says how`);
  const { listed, paths } = given(base, values.data);
  const joined = (values.join ?? []).map((path) => existing('join', base, path));
  return {
    files: [existing('model', base, values.model), ...listed, ...joined],
    out: resolve(base, values.out),
    options: {
      extensions: [...listed, ...joined].map((file) => extname(file).slice(1).toLowerCase()),
      paths: [...paths, ...joined.map((file) => basename(file))],
      ...(values.site !== undefined && { site: values.site }),
    },
  };
}

await command(USAGE, async (words, folder) => {
  const { files, out, options } = parseOptions(words, folder);
  const result = await inHeadlessPage(files, (page) =>
    page.evaluate((asked) => window.benchsidePredict(asked), options),
  );
  if ('error' in result) return result;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'predictions.csv'), result.predictions);
  return { answer: { ...result.answer, predictions: 'predictions.csv' } };
});

// `npm run --silent study`: the built application's engine in headless Chromium, without the screens.
// One JSON object on stdout, progress on stderr. Exit 2: bad input, one line. Exit 1: anything else, one line.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, inHeadlessPage, say } from './headless-page.mjs';
import { parseOptions, USAGE } from './study-options.mjs';

/**
 * The journal as lines. Silent until the search begins: bad input is found before that, and is one line alone.
 */
function narrator() {
  let metric = '';
  return (line) => {
    switch (line.type) {
      case 'search.started':
        metric = line.study.search.metric;
        say(
          `search on ${line.backend}${line.adapter ? ` (${line.adapter})` : ''}, up to ${line.planned} trials …`,
        );
        break;
      case 'trial.finished':
        say(
          `trial ${line.trial + 1}: ${metric} ${line.score.metric.toFixed(4)}, ${line.seconds.toFixed(1)} s`,
        );
        break;
      case 'trial.failed':
        say(`trial ${line.trial + 1}: failed, ${line.error.code}`);
        break;
      case 'trial.pruned':
        say(`trial ${line.trial + 1}: pruned after epoch ${line.pruned.epoch} (${line.pruned.by})`);
        break;
      case 'search.finished':
        say(`search ended: ${line.reason}`);
        break;
      case 'outer.finished':
      case 'outer.failed':
        say(
          `outer fold ${line.fold.outer + 1} (${line.fold.name}): ${line.error ? `failed, ${line.error.code}` : `${line.n} rows tested`}, ${line.seconds.toFixed(1)} s`,
        );
        break;
      case 'test.opened':
        say('evaluating on the test set …');
        break;
    }
  };
}

const inBrowser = ({ data, options }) =>
  inHeadlessPage(data, async (page) => {
    await page.exposeFunction('benchsideProgress', narrator());
    return page.evaluate(
      (given) =>
        window.benchsideStudy(given, (line) => {
          // Curves are not narrated: they stay in the page.
          if (line.type !== 'trial.epochs') void window.benchsideProgress(line);
        }),
      options,
    );
  });

function write(out, files) {
  mkdirSync(out, { recursive: true });
  for (const [name, file] of [
    ['bundle.zip', files.bundle],
    ['predictor.html', files.page],
  ])
    if (file) writeFileSync(join(out, name), file);
    // Rows of patients would be in it, and nobody has said that they may leave.
    else rmSync(join(out, name), { force: true });
  writeFileSync(join(out, 'predictions.csv'), files.predictions);
  writeFileSync(join(out, 'journal.jsonl'), files.journal);
  writeFileSync(join(out, 'report.html'), files.report);
}

await command(USAGE, async (words, folder) => {
  const asked = parseOptions(words, folder);
  const result = await inBrowser(asked);
  if ('error' in result) return result;
  if (asked.out) write(asked.out, result.files);
  const { seconds, warnings, ...first } = result.answer;
  return { answer: { ...first, predictions: asked.out ? 'predictions.csv' : null, seconds, warnings } };
});

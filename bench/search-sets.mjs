// What the strategies find on real tables: the lowest cross-validated log loss after 30 trials, by the headless runner,
// over 10 seeds; random search with successive halving beside them. Each against random search on the same seeds. The
// architecture search builds its own networks, the others take the families that are proposed.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gainOver, mean } from './search-page/gain.mjs';

const SETS = ['uci_heart_4sites', 'hepatitis', 'dermatology'];
const TRIALS = 30;
const SEEDS = 10;
const AT_ONCE = 2;
const ASKED = [
  { strategy: 'random' },
  { strategy: 'tpe' },
  { strategy: 'gaussian' },
  { strategy: 'genetic' },
  { strategy: 'auto' },
  { strategy: 'architecture' },
  { strategy: 'random', pruner: 'halving' },
];
const STUDY = fileURLToPath(new URL('../scripts/study.mjs', import.meta.url));
const execute = promisify(execFile);

/** The lowest validation loss of a search, and the epochs that all its trials took. */
async function searched(data, { strategy, pruner = 'none' }, seed) {
  const out = mkdtempSync(join(tmpdir(), 'benchside-search-'));
  try {
    const options = { data, strategy, pruner, seed, trials: TRIALS, minutes: 60, out };
    await execute(process.execPath, [
      STUDY,
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ]);
    const events = readFileSync(join(out, 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const finished = events.filter(({ type }) => type === 'trial.finished');
    const epochs = events.reduce(
      (sum, { type, points }) => sum + (type === 'trial.epochs' ? points.length : 0),
      0,
    );
    return { loss: Math.min(...finished.map(({ score }) => score.validLoss)), epochs };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** All seeds, some at once. */
async function overSeeds(data, asked) {
  const found = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < SEEDS) {
        const seed = next++;
        found[seed] = await searched(data, asked, seed + 1);
      }
    }),
  );
  return { losses: found.map(({ loss }) => loss), epochs: mean(found.map(({ epochs }) => epochs)) };
}

export async function run({ shared }) {
  const results = [];
  for (const set of SETS) {
    const data = join(shared, 'data/tables', `${set}.csv`);
    let random = null;
    for (const asked of ASKED) {
      const { losses, epochs } = await overSeeds(data, asked);
      random ??= losses;
      console.error(set, asked.strategy, asked.pruner ?? '', mean(losses));
      results.push({
        on: set,
        ...asked,
        ratio: mean(losses) / mean(random),
        ours: mean(losses),
        peer: mean(random),
        unit: `mean of the lowest validation loss after ${TRIALS} trials, ${SEEDS} seeds; peer: random search`,
        gain: gainOver(random, losses),
        epochs,
      });
    }
  }
  return results;
}

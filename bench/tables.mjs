// What the app makes of eight clinical tables in two minutes: 5-fold, rows with identical features in one fold. In each
// fold's training part the study that the app proposes is searched for its trials, two minutes at most (families, ensemble, threshold and
// calibration are chosen inside it), and the held-out rows are predicted by the model that it takes home and by the best
// trial of each family. One line a table: mean AUROC over the folds, macro one-against-rest where there are more
// classes. `peer` is the best of scikit-learn 1.2's untuned logistic regression, random forest, histogram boosting and
// MLP by the same scheme with other folds. With --out DIR each table's predictions are TABLE.csv, so that other software
// is compared on the very same rows. BENCHSIDE_TABLES (names, by commas) and BENCHSIDE_MINUTES make a shorter try;
// BENCHSIDE_FAMILIES (by commas), BENCHSIDE_TRIALS, BENCHSIDE_SEEDS (networks of each fold) and BENCHSIDE_REPEATS (of the
// folds inside) ask for another search than the proposed one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './pages/serve-page.mjs';

const FOLDS = 5;
const MINUTES = Number(process.env.BENCHSIDE_MINUTES ?? 2);
/** Where the search is not the proposed one. */
const OTHERWISE = {
  ...(process.env.BENCHSIDE_FAMILIES && { families: process.env.BENCHSIDE_FAMILIES.split(',') }),
  ...(process.env.BENCHSIDE_TRIALS && { trials: Number(process.env.BENCHSIDE_TRIALS) }),
  ...(process.env.BENCHSIDE_SEEDS && { seeds: Number(process.env.BENCHSIDE_SEEDS) }),
  ...(process.env.BENCHSIDE_REPEATS && { repeats: Number(process.env.BENCHSIDE_REPEATS) }),
};
export const TABLES = [
  { name: 'uci_heart_4sites', target: 'disease', ignored: ['site'], best: 0.893 },
  { name: 'hepatitis', target: 'Class', ignored: [], best: 0.875 },
  { name: 'heart_failure', target: 'DEATH_EVENT', ignored: ['time'], best: 0.78 },
  { name: 'maternal_health', target: 'RiskLevel', ignored: [], best: 0.826 },
  { name: 'pima_diabetes', target: 'diabetes', ignored: [], best: 0.835 },
  { name: 'dermatology', target: 'class', ignored: [], best: 0.999 },
  { name: 'breast_wdbc', target: 'diagnosis', ignored: [], best: 0.993 },
  { name: 'chronic_kidney_disease', target: 'class', ignored: [], best: 1 },
];

/** Some cells hold commas or quotes: every text is quoted. */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

function csvOf(folds) {
  const { classes } = folds[0];
  const lines = folds.flatMap(({ rows, y, ensemble }, fold) =>
    rows.map((row, i) =>
      [
        row,
        fold,
        quoted(classes[y[i]]),
        ...ensemble.slice(i * classes.length, (i + 1) * classes.length),
      ].join(','),
    ),
  );
  return `${[['row', 'fold', 'y', ...classes.map((name) => quoted(`p_${name}`))].join(','), ...lines].join('\n')}\n`;
}

/** Weight of each family in the models of all folds. */
function shares(folds) {
  const sums = {};
  for (const { members } of folds)
    for (const { family, weight } of members) sums[family] = (sums[family] ?? 0) + weight / folds.length;
  return sums;
}

async function table(asked, { page, out }) {
  const parts = await page.load({ call: 'folds', body: { asked, k: FOLDS } });
  const folds = [];
  for (const [fold, rows] of parts.entries()) {
    const done = await page.load({ call: 'fold', body: { asked, rows } });
    folds.push(done);
    console.error(
      `${asked.name}, fold ${fold + 1} of ${FOLDS}: ${done.trials} trials, ${done.seconds.toFixed(0)} s`,
    );
  }
  if (out) writeFileSync(join(out, `${asked.name}.csv`), csvOf(folds));
  const classes = folds[0].classes.length;
  const score = (of) =>
    page.load({
      call: 'score',
      body: { classes, folds: folds.map((fold) => ({ y: fold.y, p: of(fold) })) },
    });
  const families = {};
  // A family that the search of some fold has not come to has no number.
  for (const family of Object.keys(folds[0].families))
    if (folds.every((fold) => fold.families[family]))
      families[family] = (await score((fold) => fold.families[family])).auroc;
  const ensemble = await score((fold) => fold.ensemble);
  return {
    table: asked.name,
    ours: ensemble.auroc,
    peer: asked.best,
    ratio: ensemble.auroc / asked.best,
    unit: 'mean AUROC of five folds; peer: the best of scikit-learn 1.2 untuned, other folds',
    se: ensemble.se,
    within: ensemble.auroc >= asked.best - ensemble.se,
    logLoss: ensemble.logLoss,
    families,
    shares: shares(folds),
    best: folds.map(({ best }) => best),
    trials: folds.map(({ trials }) => trials),
    seconds: folds.map(({ seconds }) => Number(seconds.toFixed(1))),
    minutes: asked.minutes,
    repeats: asked.repeats ?? 'as proposed',
    rows: folds.reduce((sum, { rows }) => sum + rows.length, 0),
  };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export async function run({ shared, out, browser, launchArgs }) {
  const wanted = process.env.BENCHSIDE_TABLES?.split(',');
  const chosen = TABLES.filter(({ name }) => !wanted || wanted.includes(name));
  if (chosen.length < (wanted?.length ?? 1))
    throw new Error(`BENCHSIDE_TABLES: wanted names among ${TABLES.map(({ name }) => name)}, got ${wanted}`);
  const server = await servePage('tables-page');
  const results = [];
  try {
    for (const one of chosen) {
      const file = join(shared, 'data/tables', `${one.name}.csv`);
      // A page of its own: no table inherits another's memory.
      const page = await openLoadPage({ server, browser, launchArgs, file, call: 'tables' });
      try {
        const result = await table({ ...one, ...OTHERWISE, minutes: MINUTES }, { page, out });
        console.error(JSON.stringify(result));
        results.push(result);
      } finally {
        await page.close();
      }
    }
  } finally {
    await server.close();
  }
  const [ours, peer] = [mean(results.map((one) => one.ours)), mean(results.map((one) => one.peer))];
  return [
    ...results,
    {
      table: 'all',
      ours,
      peer,
      ratio: ours / peer,
      unit: 'mean AUROC of the tables',
      within: results.every(({ within }) => within),
      higher: ours > peer,
      tables: results.length,
      minutes: MINUTES,
    },
  ];
}

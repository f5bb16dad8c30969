/** Tested together; Python 3.11 or later. */
export const requirementsText = `ray[tune]==2.60.0
optuna==5.0.0
SQLAlchemy==2.1.9
keras==3.15.1
jax==0.10.2
numpy==2.4.6
onnxruntime==1.32.0
pillow==13.0.0
`;

type Sample = 'wdbc' | 'synthetic';

/** What a built-in sample is. */
const SAMPLES: Record<Sample, string> = {
  wdbc:
    'Breast Cancer Wisconsin (Diagnostic): Wolberg, Mangasarian, Street & Street, UCI Machine Learning Repository, ' +
    'doi:10.24432/C5DW2B, CC BY 4.0, as CSV with a row of names',
  synthetic: 'a made-up cohort; nobody in it exists',
};

interface Told {
  /** Finished trials that the search is told of. */
  known: number;
  folds: number;
  /** How often the same people are dealt out into them. */
  repeats: number;
  /** Of preprocessing; null where its choice stays as in the best trial. */
  combinations: number | null;
  /** Files that the study was made from; a built-in sample is in the project. */
  files: number | Sample | 'pictures';
  /** Further tables that it has joined, or the one of pictures' labels and columns. */
  tables: number;
  /** A backbone is in the project. */
  backbone: boolean;
  /** Fine-tuning of a backbone is searched in the app alone. */
  frozen: boolean;
}

const isSample = (files: Told['files']): files is Sample => files === 'wdbc' || files === 'synthetic';

const each = (option: string, stem: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${option} ../${stem}${count > 1 ? `-${i + 1}` : ''}.csv`);

/** The files that are put beside the project, as options of its commands. */
function optionsFor({ files, tables }: Told): string {
  if (files === 'pictures') return ['--data ../pictures', ...each('--table', 'table', tables)].join(' ');
  if (isSample(files)) return '--data sample.csv';
  return [
    ...each('--data', files > 1 ? 'hospital' : 'table', files),
    ...each('--table', 'further', tables),
  ].join(' ');
}

/** The first of what is to be done. */
function placing(told: Told): string {
  const { files, tables } = told;
  const start = 'Put this folder where every machine sees it under the same path';
  if (files === 'pictures')
    return `${start}, and beside it **the folder of pictures that
   the study was made from**, its files under the names they had${tables > 0 ? ', and the table of their labels or columns as a CSV' : ''}.
   That they are the study's, row by row, is checked. They are patient data: keep them where your rules allow.`;
  if (isSample(files)) return `${start}. The table is in it: sample.csv, a built-in sample of the app.`;
  if (files + tables === 1)
    return `${start}, and beside it **the very file that the study was
   made from**: a CSV. Its SHA-256 is checked. That file is patient data: keep it where your rules allow.`;
  return `${start}, and beside it **the very files that the study
   was made from**: ${files + tables} CSVs, named to the commands as \`${optionsFor(told)}\`, in any order. Each is known by
   its SHA-256. They are patient data: keep them where your rules allow.`;
}

const aboutPictures = (frozen: boolean): string =>
  `Each process prepares the pictures in memory, as its trials need them; nothing of them is written to disk. A picture is
a row, and so is a section of a volume; predictions of the patches of a picture are averaged. JPEG is decoded by another
program than in the browser, so that grey levels differ a little.${frozen ? ' The pretrained network stays as it is: its fine-tuning is not searched here.' : ''}

`;

/** README.md of the project. Names no study, patient or file of the user. */
export function readmeText(told: Told): string {
  const { known, folds, repeats, combinations, files } = told;
  const data = optionsFor(told);
  const steps =
    combinations === null
      ? 'The choice of preprocessing is not searched here: its combinations are too many to be fitted beforehand, so ' +
        'it stays as it is in the best trial of the app.'
      : combinations > 1
        ? `The ${combinations} combinations of preprocessing are searched here too; each was fitted in the app.`
        : 'The preprocessing is that of the study, fitted in the app on the training rows of each fold.';
  return `# A Benchside study, continued on a cluster

The same search on more machines: the same search space, folds, preprocessing, training and score as in the app, which
has told this project of ${known} finished trials. ${isSample(files) ? '' : 'It holds no row of the data. '}Its results go back into the app.

1. ${placing(told)}
2. \`python3 -m venv venv && venv/bin/pip install -r requirements.txt\` (Python 3.11 or later).
3. One of the two:

       venv/bin/python search_ray.py ${data} --trials 200
       venv/bin/python search_optuna.py ${data} --trials 200 --database sqlite:///search.db

4. Open \`results.jsonl\` in Benchside, with the study open: drop it there, or Take home, "Open its results". It holds
   configurations, scores and learning curves. You may do so while the search goes on, and again when it is over.

## Ray Tune

One machine: as above; \`--cpus-per-trial\`, \`--gpus-per-trial\` and \`--concurrent\` say what a trial takes and how many
run at once. A Ray cluster: \`--address auto\` on its head, \`--storage\` a folder that all machines share or a bucket.
After an interruption the same command with \`--resume\`. Poor trials end early (ASHA), Optuna proposes the next.

## Optuna alone

Start \`search_optuna.py\` as often as you have processors, anywhere, with the same \`--database\`
(\`postgresql://...\`, \`mysql://...\`, or \`sqlite:///\` on one machine): the processes share one search. Started again it
goes on.

## Slurm

    #!/bin/bash
    #SBATCH --array=1-32 --cpus-per-task=2 --time=04:00:00
    venv/bin/python search_optuna.py ${data} --database "$DATABASE_URL" --trials 1000 --minutes 230

## What is the same, and what is not

Each trial is scored on the ${folds === 1 ? 'validation part' : `${folds} inner folds`} of the study, the predictions of all folds together, as the app scores it${repeats > 1 ? `: the folds are dealt out ${repeats} times, and a row counts once, with the mean of its ${repeats} predictions` : ''}.
${steps}
The rows of the test set are never read by a network here. Random numbers are others than in the app, so a
configuration's score differs a little between the two. The weights stay here: in the app the best configuration is
trained again with one click before it is evaluated or taken home.

${files === 'pictures' ? aboutPictures(told.frozen) : ''}Networks are Keras 3 models; KERAS_BACKEND chooses jax (as installed), tensorflow or torch.

| file | holds |
| --- | --- |
| study.json | every decision of the study |
| space.json | the search space, and the fingerprint of what makes scores comparable |
| trials.jsonl | configurations and scores of the app's finished trials |
| preprocess.json | how columns are read, and the steps fitted on each fold: aggregates such as medians and category names |
| splits.json | row numbers of the folds and of the test set |
${told.backbone ? '| backbone/ | the pretrained network as the app has it |\n' : ''}${isSample(files) ? `| sample.csv | ${SAMPLES[files]} |\n` : ''}| benchside/, benchside_cluster/ | the code: reading and preparing rows; networks, training, search |
`;
}

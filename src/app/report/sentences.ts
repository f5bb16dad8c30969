import type { PartFacts } from '../../engine/report/api';
import { familiesHoldingRows } from '../../models/holds-rows';
import { familyByName } from '../../models/index';
import { imageStepByName, isImageStep } from '../../prep/image';
import { tableSteps } from '../../prep/image/partition';
import { differsForNetworks } from '../../prep/plan-for';
import { isOuter } from '../../split/make-parts';
import { repeatsAtHome, repeatsIn } from '../../split/repeats';
import type { Study, Task } from '../../study/schema';
import { eachWords } from '../evaluate/ensemble-words';
import { formatCount, formatFixed, formatPercent, formatRisk, formatValue } from '../ui/number';
import { directionSentences } from './directions';
import { columnsLeftOut, outcomeText, type ReportInput } from './input';
import { limitsOf } from './limits';
import { isTogether, networksIn, togetherSentences } from './members';
import { networkSentence } from './network-sentence';
import { measuresOf, resultSentences } from './result-sentences';
import type { Words } from './words';

/**
 * Sentences of a paper's methods and results with the numbers of this run, by what they are about. The empty text:
 * the run says nothing about it. The checklists point to these and to nothing else, so that what they call filled is
 * what was done.
 */
export type Sentences = ReturnType<typeof sentencesOf>;
export type Topic = keyof Sentences;

export function sentencesOf(input: ReportInput, words: Words) {
  return {
    ...aimSentences(input, words),
    ...dataSentences(input, words),
    ...splitSentences(input, words),
    ...modelSentences(input, words),
    ...measuresOf(input, words),
    ...resultSentences(input, words),
    network: isTogether(input) ? ofBest(input, words) : networkSentence(input, words),
    baseline: input.facts.baseline ? words.say('sentence.baseline') : '',
    parts: input.facts.parts ? words.say('sentence.parts') : '',
    limits: limitsOf(input, words).join(' '),
  };
}

/** How the best of several models is built. */
function ofBest(input: ReportInput, words: Words): string {
  const network = networkSentence(input, words);
  return network && words.say('sentence.ofBest', { trial: input.winner.trial + 1, network });
}

function aimSentences({ study, task, journal, said }: ReportInput, { say }: Words) {
  const external = journal.externals.length > 0;
  const outcome = outcomeText(task);
  const population = said.question.population;
  return {
    title: say(population ? 'sentence.titleIn' : 'sentence.title', {
      outcome: study.images ? say('sentence.titlePictures', { outcome }) : outcome,
      population,
      what: say(external ? 'sentence.developedAndTested' : 'sentence.developed'),
    }),
    aim: say(external ? 'sentence.aimExternal' : 'sentence.aim', { outcome }),
  };
}

/** "a (12), b (3)" */
const counted = (parts: { name: string; n: number }[], { list }: Words): string =>
  list(parts.map(({ name, n }) => `${name} (${formatCount(n)})`));

function dataSentences(input: ReportInput, words: Words) {
  const { facts, study, task } = input;
  const { say, list } = words;
  const { flow, predictors } = facts;
  const { included } = flow;
  const several = flow.patients < flow.read;
  const sites = study.sources.length;
  const missing = predictors.filter((p) => p.missing > 0);
  const worst = missing.toSorted((a, b) => b.missing - a.missing).slice(0, 3);
  const { identifiers, others } = columnsLeftOut(study);
  const hidden = identifiers.reduce((sum, { columns }) => sum + columns, 0);
  const events = included.classes[1] ?? 0;
  const random = study.steps.filter(
    ({ step }) => isImageStep(step) && imageStepByName(step).kind === 'augment',
  );
  const forNetworks = tableSteps(study.steps).filter((step) => differsForNetworks([step]));
  const positive = task.classes[1] ?? '';
  const outcome = {
    binary: say('sentence.outcomeBinary', {
      target: task.target,
      positive,
      events: formatCount(events),
      n: formatCount(included.rows),
      percent: formatPercent(included.rows ? events / included.rows : 0),
    }),
    multiclass: say('sentence.outcomeClasses', {
      target: task.target,
      classes: counted(
        task.classes.map((name, i) => ({ name, n: included.classes[i] })),
        words,
      ),
    }),
    regression: say('sentence.outcomeNumber', {
      target: task.target,
      mean: included.mean === null ? '–' : formatValue(included.mean),
    }),
  }[task.kind];
  return {
    source: [
      say(`sentence.${study.images ? 'sourcePictures' : 'source'}${several ? 'Of' : ''}`, {
        rows: formatCount(flow.read),
        patients: formatCount(flow.patients),
      }),
      sites > 1 ? say('sentence.sourceSites', { n: sites }) : '',
    ]
      .filter(Boolean)
      .join(' '),
    leftOut:
      flow.left.length === 0
        ? say('sentence.nobodyLeft')
        : say('sentence.leftOut', {
            n: formatCount(flow.left.reduce((sum, { rows }) => sum + rows, 0)),
            reasons: counted(
              flow.left.map(({ reason, rows }) => ({ name: say(`left.${reason}`), n: rows })),
              words,
            ),
          }),
    outcome: [
      outcome,
      task.survival
        ? say('sentence.horizon', { horizon: task.survival.horizon, time: task.survival.time })
        : '',
    ]
      .filter(Boolean)
      .join(' '),
    predictors: [
      study.images ? say('sentence.pictures') : '',
      predictors.length > 0 || !study.images
        ? say('sentence.predictors', { count: predictors.length, n: formatCount(predictors.length) })
        : '',
      hidden > 0 ? say('sentence.identifiers', { count: hidden }) : '',
      others > 0 ? say('sentence.otherColumns', { count: others }) : '',
    ]
      .filter(Boolean)
      .join(' '),
    missing:
      predictors.length === 0
        ? ''
        : missing.length === 0
          ? say('sentence.nothingMissing')
          : say('sentence.missing', {
              count: missing.length,
              n: formatCount(missing.length),
              all: formatCount(predictors.length),
              worst: list(
                worst.map(
                  ({ name, missing: cells }) =>
                    `${name} (${formatPercent(included.rows ? cells / included.rows : 0)})`,
                ),
              ),
            }),
    steps:
      study.steps.length === 0
        ? say('sentence.noSteps')
        : [
            say('sentence.steps', {
              steps: study.steps.map(({ step }) => say(`rooms:steps.${step}.title`)).join('; '),
            }),
            random.length > 0
              ? say('sentence.augment', {
                  steps: list(random.map(({ step }) => say(`rooms:steps.${step}.title`))),
                })
              : '',
            forNetworks.length > 0
              ? say('sentence.forNetworks', {
                  steps: list(forNetworks.map(({ step }) => say(`rooms:steps.${step}.title`))),
                })
              : '',
          ]
            .filter(Boolean)
            .join(' '),
    imbalance: imbalanceOf(study, words),
    size:
      task.kind === 'binary' && predictors.length > 0
        ? say('sentence.size', {
            events: formatCount(facts.flow.development.classes[1] ?? 0),
            others: formatCount(facts.flow.development.classes[0] ?? 0),
            predictors: formatCount(predictors.length),
            ratio: formatFixed(Math.min(...facts.flow.development.classes) / predictors.length, 1),
          })
        : say('sentence.sizeRows', { n: formatCount(facts.flow.development.rows) }),
  };
}

function imbalanceOf({ steps, training, task }: Study, { say }: Words): string {
  if (task?.kind === 'regression') return say('sentence.noClasses');
  const resampled = steps.find(({ step }) => step === 'over-sample' || step === 'under-sample');
  return [
    resampled ? say('sentence.resampled', { step: say(`rooms:steps.${resampled.step}.title`) }) : '',
    training.classWeights === 'balanced' ? say('sentence.classWeights') : '',
    !resampled && training.classWeights === 'none' ? say('sentence.noImbalance') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** "455 rows, 170 events" */
const partText = ({ rows, classes }: PartFacts, task: Task, { say, list }: Words): string =>
  say('sentence.partOf', {
    rows: formatCount(rows),
    classes:
      task.kind === 'regression'
        ? ''
        : ` (${list(task.classes.map((name, i) => say('countOf', { n: formatCount(classes[i]), outcome: `${task.target} = ${name}` })))})`,
  });

function splitSentences({ facts, study, task, evaluation }: ReportInput, words: Words) {
  const { say, list } = words;
  const { flow } = facts;
  const { test, validation, stratify } = study.split;
  const several = flow.patients < flow.read;
  const size = {
    size: say(`flow.${study.images ? 'pictures' : 'rows'}${several ? 'Of' : ''}`, {
      rows: formatCount(flow.test?.rows ?? 0),
      patients: formatCount(flow.test?.patients ?? 0),
    }),
  };
  const outer = () => {
    switch (test.kind) {
      case 'holdout':
        return say(stratify ? 'sentence.holdoutStratified' : 'sentence.holdout', {
          ...size,
          percent: formatPercent(test.share),
        });
      case 'rows':
        return say('sentence.givenRows', size);
      case 'time':
        return say('sentence.latest', { ...size, percent: formatPercent(test.share), column: test.column });
      case 'column':
        return say('sentence.marked', { ...size, column: test.column, values: list(test.values) });
      case 'sites':
        return say('sentence.eachSite', { n: flow.outer.length });
      case 'kfold':
        return say(test.repeats > 1 ? 'sentence.nestedRepeated' : 'sentence.nested', {
          k: test.k,
          repeats: test.repeats,
        });
    }
  };
  const inner = () => {
    switch (validation.kind) {
      case 'holdout':
        return say('sentence.validHoldout', { percent: formatPercent(validation.share) });
      case 'kfold':
        return say((validation.repeats ?? 1) > 1 ? 'sentence.validFoldsRepeated' : 'sentence.validFolds', {
          k: validation.k,
          repeats: validation.repeats ?? 1,
        });
      case 'sites':
        return say('sentence.validSites');
      case 'rows':
        return say('sentence.validRows', { n: formatCount(validation.rows.length) });
    }
  };
  return {
    split: [outer(), several ? say('sentence.patientsWhole') : ''].filter(Boolean).join(' '),
    validation: inner(),
    level: say(several ? 'sentence.levelPatients' : 'sentence.levelRows'),
    counts: say('sentence.counts', {
      development: partText(flow.development, task, words),
      test: flow.test
        ? partText(flow.test, task, words)
        : say('sentence.eachTested', { n: formatCount(evaluation.n) }),
    }),
    /** TRIPOD+AI item 16: a part of the same data does not differ by design. */
    difference: isOuter(test) || test.kind === 'holdout' ? say('sentence.samePopulation') : '',
  };
}

function modelSentences(input: ReportInput, words: Words) {
  const { study, journal, winner, evaluation } = input;
  const { say, list } = words;
  const kept = journal.trials.filter(({ search }) => search !== journal.search).length;
  const elsewhere = journal.trials.filter(({ from }) => from !== undefined).length;
  const byHand = journal.trials.filter(({ why }) => why?.code === 'hand').length;
  const count = (state: string) => journal.trials.filter((t) => t.state === state).length;
  const { threshold, recalibration } = evaluation.plan ?? study.evaluation;
  const { validation } = study.split;
  const single = validation.kind === 'holdout' || validation.kind === 'rows';
  const final = study.final === 'bagged' && single ? 'single' : study.final;
  const together = isTogether(input);
  const trials = journal.evaluation?.members?.length ?? 1;
  const repeats = repeatsIn(study.split);
  const home = validation.kind === 'kfold' ? repeatsAtHome(validation.k, repeats, trials) : 1;
  const which = final === 'bagged' && home < repeats ? 'baggedSome' : final;
  const each = eachWords(study, trials);
  const networks = networksIn(input);
  const ofFolds = [
    say(together ? `sentence.each.${which}` : `sentence.${which}`, { n: home, repeats }),
    together && each.key === 'bagged' ? say('sentence.baggedOf', each.fill) : '',
    networks > 1 ? say('sentence.severalSeeds', { n: formatCount(networks) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
  const families = Object.keys(study.search.space).map((name) => words.family(name, evaluation.kind));
  const rule =
    threshold.rule === 'youden'
      ? say('rule.youden')
      : threshold.rule === 'cost'
        ? say('rule.cost', { ratio: threshold.ratio })
        : say(`rule.${threshold.rule}`, { percent: formatPercent(threshold.value) });
  return {
    search: [
      say('sentence.search', {
        strategy: say(`rooms:strategies.${study.search.strategy}.title`),
        families: list(families),
        count: journal.trials.length,
        run: formatCount(journal.trials.length),
        finished: formatCount(count('finished')),
        pruned: formatCount(count('pruned')),
        failed: formatCount(count('failed') + count('interrupted')),
        metric: say(`train:metric.${study.search.metric}`),
        epochs: study.training.maxEpochs,
        patience: study.training.patience,
      }),
      ...(Object.keys(study.search.space).some((name) => familyByName(name).reads === 'levels')
        ? [say('sentence.treesSearched')]
        : []),
      ...(Object.keys(study.search.space).some((name) => familyByName(name).solved)
        ? [say('sentence.solvedSearched')]
        : []),
      ...(familiesHoldingRows(Object.keys(study.search.space)).length > 0
        ? [say('sentence.neighboursSearched')]
        : []),
      directionSentences(input, words),
      ...(study.search.pruner
        ? [say('sentence.pruner', { pruner: say(`rooms:pruners.${study.search.pruner}.title`) })]
        : []),
      ...(kept > 0 ? [say('sentence.kept', { count: kept, n: formatCount(kept) })] : []),
      ...(byHand > 0 ? [say('sentence.byHand', { count: byHand, n: formatCount(byHand) })] : []),
      ...(elsewhere > 0
        ? [say('sentence.fromCluster', { count: elsewhere, n: formatCount(elsewhere) })]
        : []),
    ]
      .filter(Boolean)
      .join(' '),
    final: [
      togetherSentences(input, words),
      say(together ? 'sentence.bestOfThem' : 'sentence.winner', {
        trial: winner.trial + 1,
        family: words.family(winner.config.family, evaluation.kind),
        params: words.params(winner.config.family, winner.config.params),
      }),
      ofFolds,
    ]
      .filter(Boolean)
      .join(' '),
    chosen: say(together ? 'sentence.chosenTogether' : 'sentence.chosen', {
      metric: say(`train:metric.${study.search.metric}`),
    }),
    ensemble: [togetherSentences(input, words), ofFolds].filter(Boolean).join(' '),
    initial: say('sentence.initial'),
    threshold:
      evaluation.kind === 'binary' && evaluation.threshold !== null
        ? say('sentence.threshold', { rule, threshold: formatRisk(evaluation.threshold) })
        : '',
    output: say(`sentence.output_${evaluation.kind}`),
    recalibration:
      evaluation.kind === 'regression'
        ? ''
        : recalibration === 'none'
          ? say('sentence.notRecalibrated')
          : say('sentence.recalibrated', { method: say(`recalibration.${recalibration}`) }),
  };
}

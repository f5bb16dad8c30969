import { ensembleWords, memberTexts } from '../evaluate/ensemble-words';
import type { ReportInput } from './input';
import type { Words } from './words';

/** The trials that the evaluated model is made of, with their weights; one where it is a single one. */
const membersIn = ({ journal, winner }: ReportInput) =>
  journal.evaluation?.members ?? [{ trial: winner.trial, weight: 1 }];

export const isTogether = (input: ReportInput): boolean => membersIn(input).length > 1;

/** Networks from different seeds in the place of one, at most; one where there is no such trial in the model. */
export const networksIn = (input: ReportInput): number =>
  Math.max(
    1,
    ...membersIn(input).map(
      ({ trial }) => input.journal.trials.find((one) => one.trial === trial)?.score?.networks ?? 1,
    ),
  );

/** The family of each of them. */
export const familiesIn = (input: ReportInput): string[] =>
  membersIn(input).map(
    ({ trial }) =>
      input.journal.trials.find((one) => one.trial === trial)?.config.family ?? input.winner.config.family,
  );

const familyOf = ({ journal, winner, evaluation }: ReportInput, { family }: Words, number: number) =>
  family(
    journal.trials.find(({ trial }) => trial === number)?.config.family ?? winner.config.family,
    evaluation.kind,
  );

/** What the model is: its family, or that several predict together and which families they are of. */
export function modelName(input: ReportInput, words: Words): string {
  const names = membersIn(input).map(({ trial }) => familyOf(input, words, trial));
  return names.length === 1
    ? names[0]
    : words.say('severalModels', { count: names.length, families: words.list([...new Set(names)]) });
}

/** The weight of a trial in the evaluated model; null where it is none of several. */
export function weightIn(input: ReportInput, trial: number): number | null {
  const members = membersIn(input);
  return members.length > 1 ? (members.find((one) => one.trial === trial)?.weight ?? null) : null;
}

/** For the methods of a paper: which trials predict together, how they were chosen, and what that gains. */
export function togetherSentences(input: ReportInput, words: Words): string {
  const { ensemble } = input.journal;
  const { say, list } = words;
  const members = membersIn(input);
  const told = ensemble && ensembleWords(ensemble);
  const gain =
    told && ensemble?.gain
      ? say('sentence.togetherGain', {
          ...told.fill,
          metric: say(`evaluate:ensemble.metric.${ensemble.metric}`),
        })
      : '';
  if (members.length === 1) {
    const judged = told && input.evaluation.plan?.ensemble === 'auto';
    return judged ? say('sentence.notTogether') : '';
  }
  const texts = memberTexts(
    members,
    (trial) => familyOf(input, words, trial),
    (fill) => say('sentence.memberOf', fill),
  );
  const fill = { count: members.length, members: list(texts) };
  const found =
    ensemble?.method === 'stacked'
      ? say('sentence.togetherStacked', {
          ...fill,
          loss: say(`sentence.stackLoss${input.evaluation.kind === 'regression' ? 'Numbers' : ''}`),
          pull: ensemble.pull ?? '–',
        })
      : say('sentence.together', fill);
  return [found, gain].filter(Boolean).join(' ');
}

import { dependencies, version } from '../../../../package.json';
import type { Finding } from '../../../guard/finding';
import type { Probe } from '../../../study/results/probe';
import { errorParts } from '../../i18n/format-error';
import { unitsOf } from '../../i18n/units';
import { isOwnName } from '../../split/probes/own-names';
import { formatCount, formatFixed } from '../../ui/number';
import { typed } from '../fields';
import { outcomeText } from '../input';
import { limitsOf } from '../limits';
import { modelName } from '../members';
import { Facts, Section, Typed, TypedFields } from '../parts';
import { useWords, type Words } from '../words';
import type { SectionProps } from './study-sections';

function probeSentence(probe: Probe, { say, list, estimate, metric }: Words): string {
  switch (probe.kind) {
    case 'shortcut':
      return say(`probe.shortcut.${probe.from}`, {
        columns: list(probe.columns.map((name) => (isOwnName(name) ? say(`probes:names.${name}`) : name))),
        metric: metric(probe.result.metric),
        result: estimate(probe.result.estimate, 'index'),
        rows: formatCount(probe.rows),
      });
    case 'permutation':
      return say(probe.metric === 'rmse' ? 'probe.permutationLess' : 'probe.permutation', {
        metric: metric(probe.metric),
        observed: formatFixed(probe.observed, 3),
        times: probe.permuted.length,
        most: formatFixed((probe.metric === 'rmse' ? Math.min : Math.max)(...probe.permuted), 3),
        p: formatFixed(probe.p, 3),
      });
    case 'leak':
      return say('probe.leak', {
        ignores: say(`probe.ignores.${probe.ignores}`),
        metric: metric(probe.naive.metric),
        naive: estimate(probe.naive.estimate, 'index'),
        honest: estimate(probe.honest.estimate, 'index'),
      });
  }
}

/** What was checked before training and what was found, and the questions put to the development rows. */
export function Checks({ input }: SectionProps) {
  const words = useWords();
  const { say } = words;
  const { findings, quality } = input.facts;
  const { probes } = input.journal;
  const said = ({ key, params, error }: Finding) => {
    if (!error) return `${say(`guard:${key}.what`, params)} ${say(`guard:${key}.why`, params)}`;
    const { got, where } = errorParts((of, values) => say(`errors:${of}`, values ?? {}), error);
    return say('common:finding.got', { got, where });
  };
  const passed = findings.filter(({ level }) => level === 'fine');
  // What is asked about on the Data screen is asked about before training too, in the same words.
  const found = new Set([
    ...findings.filter(({ level }) => level !== 'fine').map(said),
    ...quality.map(
      ({ key, params }) => `${say(`quality:${key}.what`, params)} ${say(`quality:${key}.why`, params)}`,
    ),
  ]);
  return (
    <Section id="checks">
      <p>{say('structure')}</p>
      <h3>{say('findings')}</h3>
      {found.size === 0 ? <p>{say('nothingFound')}</p> : <List texts={[...found]} />}
      {passed.length > 0 && (
        <>
          <h3>{say('split:checked')}</h3>
          <List texts={passed.map(({ key, params }) => say(`guard:${key}.what`, params))} />
        </>
      )}
      <h3>{say('probes')}</h3>
      {probes.length === 0 ? (
        <p>{say('noProbes')}</p>
      ) : (
        <List texts={probes.map((probe) => probeSentence(probe, words))} />
      )}
    </Section>
  );
}

const List = ({ texts }: { texts: string[] }) => (
  <ul>
    {texts.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
);

export function Limits({ input }: SectionProps) {
  const words = useWords();
  const limits = limitsOf(input, words);
  return (
    <Section id="limits">
      <p className="note">{words.say('limitsDrafted')}</p>
      {limits.length > 0 && <List texts={limits} />}
    </Section>
  );
}

export const Discussion = ({ input }: SectionProps) => (
  <Section id="discussion">
    <TypedFields group="discussion" said={input.said} />
  </Section>
);

export const Openness = ({ input }: SectionProps) => (
  <Section id="openness">
    <TypedFields group="openness" said={input.said} />
  </Section>
);

/** What somebody has to know who would use the model (after Mitchell et al. 2019). */
export function ModelCard({ input, sentences }: SectionProps) {
  const words = useWords();
  const { say } = words;
  const { study, said, task } = input;
  /** No line where the run has nothing to say. */
  const told = (key: string, texts: string[]): [string, string][] => {
    const text = texts.filter(Boolean).join(' ');
    return text === '' ? [] : [[say(key), text]];
  };
  return (
    <Section id="card">
      <Facts
        rows={[
          [say('card.model'), modelName(input, words)],
          [say('card.purpose'), <Typed key="purpose" text={typed(said.report, 'purpose')} />],
          [say('card.for'), <Typed key="population" text={said.question.population.trim()} />],
          [say('card.predicts'), `${outcomeText(task)}. ${sentences.output}`],
          [
            say('card.inputs'),
            [
              study.images ? say('card.picture') : '',
              input.facts.predictors.map(({ name }) => name).join(', '),
            ]
              .filter(Boolean)
              .join('; '),
          ],
          ...told('card.decision', [sentences.threshold, sentences.recalibration]),
          [say('card.performance'), sentences.result],
          ...told('card.gaps', [sentences.inputHandling]),
          [say('card.availability'), `${sentences.availability} ${sentences.predicting}`],
          [say('card.warning'), say('card.notADevice')],
        ]}
      />
    </Section>
  );
}

/** All that is needed to do it again, and how much was looked at. */
export function Reproducibility({ input }: SectionProps) {
  const { say, language } = useWords();
  const { study, journal, facts, evaluation, at } = input;
  const { duration, moment } = unitsOf(language);
  const lines = facts.journal;
  return (
    <Section id="reproducibility">
      <Facts
        rows={[
          [say('repeat.data'), <code key="sha">{study.data?.sha256 ?? '–'}</code>],
          ...study.sources.map(({ site, sha256 }): [string, React.ReactNode] => [
            say('repeat.source', { site }),
            <code key={sha256}>{sha256}</code>,
          ]),
          ...(study.joins ?? []).map(({ sha256 }, i): [string, React.ReactNode] => [
            say('repeat.join', { n: i + 1 }),
            <code key={sha256}>{sha256}</code>,
          ]),
          [say('repeat.seed'), String(study.seed)],
          [say('repeat.scheme'), <code key="scheme">{evaluation.scheme}</code>],
          [
            say('repeat.software'),
            `Benchside ${version}; TensorFlow.js ${dependencies['@tensorflow/tfjs-core']}`,
          ],
          [
            say('repeat.backend'),
            `${say(`backend.${journal.backend ?? 'cpu'}`)}${journal.adapter ? ` — ${journal.adapter}` : ''}`,
          ],
          [say('repeat.version'), String(study.version)],
          [say('repeat.searches'), formatCount(journal.search)],
          [say('repeat.trials'), formatCount(journal.trials.length)],
          [say('repeat.opened'), formatCount(journal.testOpened)],
          [say('repeat.looks'), formatCount(journal.comparisons.length + journal.probes.length)],
          [
            say('repeat.journal'),
            <code key="journal">
              {Object.entries(lines)
                .map(([type, count]) => `${type} ${formatCount(count)}`)
                .join(', ')}
            </code>,
          ],
          [say('repeat.began'), moment(journal.startedAt)],
          [say('repeat.took'), duration((journal.lastAt - journal.startedAt) / 1000)],
          [say('repeat.made'), moment(at)],
        ]}
      />
      <p className="note">{say('repeat.how')}</p>
    </Section>
  );
}

/** Paragraphs that can go into a paper as they are, with the numbers of this run. */
export function Methods({ sentences: s }: SectionProps) {
  const { say } = useWords();
  const paragraphs: [string, string[]][] = [
    ['data', [s.aim, s.source, s.leftOut]],
    ['outcome', [s.outcome]],
    ['predictors', [s.predictors, s.missing]],
    ['preprocessing', [s.steps, s.imbalance]],
    ['development', [s.split, s.validation, s.search, s.final, s.network]],
    [
      'evaluation',
      [
        s.opened,
        s.threshold,
        s.recalibration,
        s.measures,
        s.plots,
        s.intervals,
        s.comparison,
        s.subgroups,
        s.clusters,
        s.explanation,
        s.external,
      ],
    ],
    ['software', [s.software]],
    ['results', [s.result, s.compared, s.sites]],
  ];
  return (
    <Section id="methods">
      <p className="note">{say('methodsNote')}</p>
      {paragraphs.map(([name, texts]) => (
        <p key={name}>
          <b>{say(`methods.${name}`)}</b> {texts.filter(Boolean).join(' ')}
        </p>
      ))}
    </Section>
  );
}

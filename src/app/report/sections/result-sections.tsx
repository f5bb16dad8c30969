import type { Evaluation, Trial } from '../../../study/events';
import { leaderboard } from '../../../study/journal-state';
import type { Comparison } from '../../../study/results/comparison';
import { BarChart } from '../../charts/bar-chart';
import { LearningChart } from '../../charts/learning-chart';
import { SubgroupForest } from '../../evaluate/subgroup-forest';
import { subgroupRows } from '../../evaluate/subgroup-rows';
import { decimalsOf } from '../../explain/importance';
import { NetworkFigure } from '../../network/network-figure';
import { learnsFrom } from '../../network/network-texts';
import { selectionWords } from '../../train/selection-words';
import { formatEstimate, formatInterval, formatPoint } from '../../ui/estimate';
import { formatCount, formatFixed, formatPercent, formatValue } from '../../ui/number';
import { ConfusionTable } from '../confusion';
import { comparisonKey } from '../input';
import { isTogether, weightIn } from '../members';
import { networkOfWinner } from '../network-sentence';
import { DataTable, Drawn, Section } from '../parts';
import { PerformanceFigures } from '../performance-figures';
import { styleFor, useWords } from '../words';
import { OddsTable, ShapFigures } from './model-sections';
import type { SectionProps } from './study-sections';

/** All trials, best first, then those without a score. */
export function Search({ input, sentences }: SectionProps) {
  const { say, params, family } = useWords();
  const { journal, study, winner } = input;
  const { metric } = study.search;
  const board = leaderboard(journal.trials, metric);
  const network = networkOfWinner(input);
  const stateOf = ({ trial, state }: Trial) => {
    const weight = weightIn(input, trial);
    if (weight !== null) return say('state.member', { weight: formatPercent(weight) });
    return say(`state.${trial === winner.trial ? 'winner' : state}`);
  };
  /** Where several trials predict together, a figure is of the best of them. */
  const ofBest = (key: string) =>
    isTogether(input) ? say('figureOfBest', { title: say(key), trial: winner.trial + 1 }) : say(key);
  const rest = journal.trials.filter((trial) => !board.includes(trial));
  return (
    <Section id="search">
      <p>{[sentences.search, sentences.final, sentences.network].filter(Boolean).join(' ')}</p>
      <DataTable
        caption={say('tables.trials', { count: journal.trials.length })}
        words={[1, 2, 4]}
        head={[
          say('head.trial'),
          say('head.family'),
          say('head.hyperparameters'),
          say(`train:metric.${metric}`),
          say('head.state'),
        ]}
        rows={[...board, ...rest].map((trial) => ({
          cells: [
            formatCount(trial.trial + 1),
            family(trial.config.family, input.task.kind),
            params(trial.config.family, trial.config.params),
            trial.score
              ? metric === 'rmse'
                ? formatValue(trial.score.metric)
                : formatFixed(trial.score.metric, 4)
              : '–',
            stateOf(trial),
          ],
        }))}
        notes={[
          say('trialsNote'),
          ...(journal.selection
            ? [
                say(
                  'train:selection.note',
                  selectionWords(journal.selection, say(`train:metric.${journal.selection.metric}`)),
                ),
                say('train:selection.help'),
              ]
            : []),
        ]}
      />
      {network && (
        <NetworkFigure
          title={ofBest('network.title')}
          fileName="network"
          network={network}
          from={learnsFrom(study, journal.development)}
        />
      )}
      {winner.points.length > 1 && (
        <Drawn title={ofBest('learning.title')} caption={say('learning.caption')}>
          <LearningChart
            width={480}
            description={say('learning.title')}
            xLabel={say('learning.epoch')}
            yLabel={say('learning.loss')}
            words={{ train: say('learning.train'), valid: say('learning.valid'), best: say('learning.best') }}
            points={winner.points}
            bestEpoch={winner.score?.bestEpoch ?? winner.points.length}
          />
        </Drawn>
      )}
    </Section>
  );
}

/** Every measure with its interval and how it was made. */
export function MetricTable({ caption, metrics }: { caption: string; metrics: Evaluation['metrics'] }) {
  const { say, metric } = useWords();
  return (
    <DataTable
      caption={caption}
      words={[3]}
      head={['measure', 'estimate', 'interval', 'method', 'of'].map((head) => say(`head.${head}`))}
      rows={Object.entries(metrics).map(([name, estimate]) => ({
        cells: [
          metric(name),
          formatPoint(estimate, styleFor(name)),
          formatInterval(estimate, styleFor(name)) ?? '–',
          say(`interval.${estimate.method}`),
          estimate.n === undefined ? '' : formatCount(estimate.n),
        ],
      }))}
    />
  );
}

export function Performance({ input, sentences }: SectionProps) {
  const { say, estimate, metric } = useWords();
  const { evaluation, task } = input;
  const { sites = [], sitesOthers = 0, patientLevel, outer } = evaluation;
  return (
    <Section id="performance">
      <p>
        <b>{sentences.opened}</b> {sentences.result}
      </p>
      {outer && outer.failed.length > 0 && (
        <p>{say('limit.failedFolds', { n: outer.failed.length, names: outer.failed.join(', ') })}</p>
      )}
      <MetricTable caption={say('tables.metrics')} metrics={evaluation.metrics} />
      {patientLevel && (
        <MetricTable
          caption={say('tables.patientLevel', { n: formatCount(patientLevel.n), mixed: patientLevel.mixed })}
          metrics={patientLevel.metrics}
        />
      )}
      {evaluation.confusion.length > 0 && <ConfusionTable evaluation={evaluation} task={task} />}
      {sites.length > 1 && (
        <DataTable
          caption={say('tables.sites')}
          head={[
            say('head.hospital'),
            say('head.rows'),
            ...task.classes.map((name) => `${task.target} = ${name}`),
            metric(sites[0].metric),
          ]}
          rows={sites.map(({ site, n, counts, estimate: found, metric: name }) => ({
            cells: [site, formatCount(n), ...counts.map(formatCount), estimate(found, styleFor(name))],
          }))}
        />
      )}
      {sitesOthers > 0 && (
        <p>{say('evaluate:sites.others', { count: sitesOthers, n: formatCount(sitesOthers) })}</p>
      )}
      <PerformanceFigures evaluation={evaluation} task={task} columns={input.study.columns} />
    </Section>
  );
}

const P_LEAST = 0.001;
const pText = (p: number | null): string => (p === null ? '–' : p < P_LEAST ? '<0.001' : formatFixed(p, 3));

const rightAlone = ({ onlyModel, onlyOther, p }: NonNullable<Comparison['mcnemar']>): string =>
  `${formatCount(onlyModel)} : ${formatCount(onlyOther)} (p ${pText(p)})`;

/** The winner beside a plain regression, an existing score or a reader, on the very same rows. */
export function Comparisons({ input, sentences }: SectionProps) {
  const { say, metric } = useWords();
  const { comparisons = [], metrics } = input.evaluation;
  const tested = comparisons.some(({ difference }) => difference.p !== null);
  const called = comparisons.some(({ mcnemar }) => mcnemar);
  return (
    <Section id="comparisons">
      {comparisons.length === 0 ? (
        <p>{say('noComparison')}</p>
      ) : (
        <>
          <p>{sentences.compared}</p>
          <DataTable
            caption={say('tables.comparisons')}
            head={[
              'other',
              'rows',
              'model',
              'otherValue',
              'difference',
              ...(tested ? ['p'] : []),
              ...(called ? ['mcnemar'] : []),
            ].map((head) => say(`head.${head}`))}
            rows={comparisons.map(({ kind, name, n, metrics: other, difference, mcnemar }) => {
              const style = styleFor(difference.metric);
              const write = (of: Evaluation['metrics']) =>
                Object.hasOwn(of, difference.metric) ? formatEstimate(of[difference.metric], style) : '–';
              return {
                cells: [
                  say(comparisonKey(input.study, kind), { name }),
                  formatCount(n),
                  `${metric(difference.metric)} ${write(metrics)}`,
                  write(other),
                  formatEstimate(difference.estimate, style),
                  ...(tested ? [pText(difference.p)] : []),
                  ...(called ? [mcnemar ? rightAlone(mcnemar) : '–'] : []),
                ],
              };
            })}
            notes={[say('comparisonNote'), ...(called ? [say('mcnemarNote')] : [])]}
          />
        </>
      )}
      {input.task.kind !== 'multiclass' && input.facts.predictors.length > 0 && <OddsTable input={input} />}
    </Section>
  );
}

/** What was decided after the search, on development predictions alone. */
export function Decisions({ input, sentences }: SectionProps) {
  const { say, metric } = useWords();
  const { recalibrated } = input.evaluation;
  const measures = ['calibrationSlope', 'calibrationIntercept', 'brier', 'logLoss'] as const;
  const write = (value: number | null) => (value === null ? '–' : formatFixed(value, 3));
  const cells = ({ slope, intercept, brier, logLoss }: NonNullable<typeof recalibrated>['before']) =>
    [slope, intercept, brier, logLoss].map(write);
  return (
    <Section id="decisions">
      <p>{[sentences.output, sentences.threshold, sentences.recalibration].filter(Boolean).join(' ')}</p>
      {recalibrated && (
        <DataTable
          caption={say('tables.recalibrated')}
          head={['', ...measures.map(metric)]}
          rows={(['before', 'after'] as const).map((when) => ({
            cells: [say(`recalibrated.${when}`), ...cells(recalibrated[when])],
          }))}
        />
      )}
    </Section>
  );
}

export function Subgroups({ input }: SectionProps) {
  const { say } = useWords();
  const { journal, evaluation, task } = input;
  return (
    <Section id="subgroups">
      {journal.subgroups.length === 0 && <p>{say('noSubgroups')}</p>}
      {journal.subgroups.map((subgroup) => (
        <div key={subgroup.column}>
          <SubgroupForest subgroup={subgroup} evaluation={evaluation} task={task} />
          <SubgroupTable subgroup={subgroup} evaluation={evaluation} task={task} />
        </div>
      ))}
    </Section>
  );
}

function SubgroupTable({ subgroup, evaluation, task }: Parameters<typeof SubgroupForest>[0]) {
  const { say, metric, estimate } = useWords();
  const { metrics, rows } = subgroupRows(subgroup, evaluation);
  return (
    <DataTable
      caption={say('tables.subgroup', { column: subgroup.column })}
      head={[
        say('head.group'),
        say('head.of'),
        ...(task.kind === 'binary' ? [`${task.target} = ${task.classes[1]}`] : []),
        ...metrics.map(metric),
      ]}
      rows={rows.map(({ label, n, events, small, estimates }) => ({
        quiet: small,
        cells: [
          label === null ? say('allRows') : label === '' ? say('noValue') : label,
          formatCount(n),
          ...(events === null ? [] : [formatCount(events)]),
          ...estimates.map((found, i) => estimate(found, styleFor(metrics[i]))),
        ],
      }))}
    />
  );
}

/** Bars that still fit on a page. */
const MOST_BARS = 30;

export function Explanation({ input, sentences }: SectionProps) {
  const { say } = useWords();
  const { importances } = input.journal;
  const { metric } = input.study.search;
  if (!importances)
    return (
      <Section id="explanation">
        <p>{say('noExplanation')}</p>
      </Section>
    );
  const digits = metric === 'rmse' ? decimalsOf(importances) : 3;
  const title = say(`importance.${input.journal.explanation?.part ?? 'test'}`);
  return (
    <Section id="explanation">
      <p>{sentences.explanation}</p>
      <Drawn title={title} caption={`${say('explain:figure.caption')} ${say('explain:figure.negative')}`}>
        <BarChart
          width={640}
          description={title}
          label={say(`explain:figure.axis.${metric}`)}
          write={metric === 'rmse' ? formatValue : 2}
          bars={importances.slice(0, MOST_BARS).map(({ column, mean, low, high }) => ({
            name: column,
            value: mean,
            low,
            high,
            text: formatEstimate({ estimate: mean, low, high }, 'index', digits),
          }))}
        />
      </Drawn>
      <ShapFigures input={input} />
    </Section>
  );
}

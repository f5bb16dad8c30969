import type { PartFacts } from '../../../engine/report/api';
import { stepByName } from '../../../prep';
import { imageStepByName, isImageStep } from '../../../prep/image';
import { defaultsOf } from '../../../study/params';
import { printTable } from '../../table-one/print';
import { formatCount, formatPercent } from '../../ui/number';
import { FlowDiagram } from '../flow-diagram';
import type { ReportInput } from '../input';
import { outcomeText } from '../input';
import { DataTable, Drawn, Facts, Section, Typed, TypedFields } from '../parts';
import type { Sentences } from '../sentences';
import { useWords } from '../words';
import { SizeTable } from './model-sections';

export interface SectionProps {
  input: ReportInput;
  sentences: Sentences;
}

/** The study in four sentences: drafted, to be read over. */
export function Summary({ sentences }: SectionProps) {
  const { say } = useWords();
  const { title, aim, source, outcome, split, search, result } = sentences;
  return (
    <Section id="summary">
      <Facts
        rows={[
          [say('summary.title'), title],
          [say('summary.objective'), aim],
          [say('summary.methods'), [source, outcome, split, search].join(' ')],
          [say('summary.results'), result],
        ]}
      />
      <p className="note">{say('summary.drafted')}</p>
    </Section>
  );
}

export function Question({ input }: SectionProps) {
  const { say } = useWords();
  const { question } = input.said;
  return (
    <Section id="question">
      <Facts
        rows={[
          ...(['population', 'moment', 'outcome', 'horizon'] as const).map(
            (part): [string, React.ReactNode] => [
              say(`question:${part}.label`),
              <Typed key={part} text={question[part].trim()} />,
            ],
          ),
          [say('outcomeColumn'), outcomeText(input.task)],
        ]}
      />
      <TypedFields group="background" said={input.said} />
    </Section>
  );
}

export const Ethics = ({ input }: SectionProps) => (
  <Section id="ethics">
    <TypedFields group="ethics" said={input.said} />
  </Section>
);

/** Where the rows come from, who was left out and why, and what the model may read. */
export function Data({ input, sentences }: SectionProps) {
  const { say } = useWords();
  const { study } = input;
  return (
    <Section id="data">
      <p>{[sentences.source, sentences.leftOut, sentences.outcome].join(' ')}</p>
      <Drawn title={say('flow.title')} caption={say('flow.caption')}>
        <FlowDiagram {...input} />
      </Drawn>
      {study.sources.length > 0 && (
        <>
          <p>{say('tables.sources')}</p>
          <Facts
            rows={study.sources.map(({ site, rows, columns }) => [
              site,
              `${formatCount(rows)}, ${formatCount(columns.length)}`,
            ])}
          />
        </>
      )}
      <p>{[sentences.predictors, sentences.missing].filter(Boolean).join(' ')}</p>
      <TypedFields group="participants" said={input.said} />
      <TypedFields group="outcome" said={input.said} />
      <TypedFields group="predictors" said={input.said} />
      {study.images && <TypedFields group="pictures" said={input.said} />}
    </Section>
  );
}

export function Baseline({ input }: SectionProps) {
  const { say, language } = useWords();
  const { baseline, parts } = input.facts;
  const tables = [baseline, parts].filter((table) => table !== null);
  return (
    <Section id="baseline">
      {tables.length === 0 && <p>{say('noBaseline')}</p>}
      {tables.map((table) => {
        const { head, rows, notes } = printTable(table, input.task.target, language, (key, fill) =>
          say(`table-one:${key}`, fill),
        );
        return (
          <DataTable
            key={table.by}
            caption={say(`tables.by.${table.by}`, { target: input.task.target })}
            head={head.map((text) => (
              <span key={text} className="lines">
                {text}
              </span>
            ))}
            rows={rows}
            notes={notes}
          />
        );
      })}
      {input.facts.predictors.length > 0 && (
        <DataTable
          caption={say('tables.predictors')}
          words={[1, 2, 3]}
          head={['predictor', 'type', 'unit', 'known', 'missing'].map((head) => say(`head.${head}`))}
          rows={input.facts.predictors.map(({ name, type, unit, known, missing }) => ({
            cells: [
              name,
              say(`data:type.${type}`),
              unit ?? '–',
              say(`known.${known ?? 'unsaid'}`),
              `${formatCount(missing)} (${formatPercent(input.facts.flow.included.rows ? missing / input.facts.flow.included.rows : 0)})`,
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Every step in its order, with its parameters as its one descriptor names them. */
export function Preprocessing({ input, sentences }: SectionProps) {
  const { say, params: paramsOf, list } = useWords();
  const { steps } = input.study;
  return (
    <Section id="preprocessing">
      <p>{sentences.steps}</p>
      {steps.length > 0 && (
        <ol>
          {steps.map(({ id, step, params, columns }) => {
            const { params: descriptors } = isImageStep(step) ? imageStepByName(step) : stepByName(step);
            const values = paramsOf(step, { ...defaultsOf(descriptors), ...params });
            return (
              <li key={id}>
                <b>{say(`rooms:steps.${step}.title`)}</b>
                {values && ` — ${values}`}
                {columns && ` (${say('onColumns', { columns: list(columns) })})`}
              </li>
            );
          })}
        </ol>
      )}
      <p>{[steps.length > 0 && say('fittedInside'), sentences.imbalance].filter(Boolean).join(' ')}</p>
    </Section>
  );
}

export function Split({ input, sentences }: SectionProps) {
  const { say } = useWords();
  const { flow } = input.facts;
  const { task } = input;
  const { images } = input.study;
  // Pictures of nobody knows whom are no patients.
  const patients = !images || flow.patients < flow.read;
  const sites = input.study.split.test.kind === 'sites';
  const rows: [string, PartFacts | null][] = flow.test
    ? [
        [say('flow.development'), flow.development],
        [say('flow.test'), flow.test],
      ]
    : [
        [say('allRows'), flow.development],
        ...flow.outer.map(({ name, part }): [string, PartFacts | null] => [
          say('flow.asTest', { name: sites ? name : say('flow.fold', { name }) }),
          part,
        ]),
      ];
  return (
    <Section id="split">
      <p>{[sentences.split, sentences.validation, sentences.difference].filter(Boolean).join(' ')}</p>
      <DataTable
        caption={say('tables.split')}
        head={[
          say('head.part'),
          say(images ? 'head.pictures' : 'head.rows'),
          ...(patients ? [say('head.patients')] : []),
          ...task.classes.map((name) => `${task.target} = ${name}`),
        ]}
        rows={rows.map(([name, part]) => ({
          cells: part
            ? [
                name,
                formatCount(part.rows),
                ...(patients ? [formatCount(part.patients)] : []),
                ...part.classes.map(
                  (count) => `${formatCount(count)} (${formatPercent(part.rows ? count / part.rows : 0)})`,
                ),
              ]
            : [name, say('flow.few'), ...(patients ? ['–'] : []), ...task.classes.map(() => '–')],
        }))}
      />
      <SizeTable input={input} />
    </Section>
  );
}

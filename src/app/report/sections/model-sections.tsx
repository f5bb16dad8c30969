import { Figure } from '../../charts/figure';
import { DependenceFigure } from '../../explain/dependence-figure';
import { printOdds } from '../../explain/odds-print';
import { axisOn } from '../../explain/outputs';
import { ShapChart } from '../../explain/shap-chart';
import { ASSUMED_AUROC } from '../../split/outer-table';
import { developmentSize } from '../../split/size';
import { formatCount, formatFixed } from '../../ui/number';
import type { ReportInput } from '../input';
import { DataTable } from '../parts';
import { useWords } from '../words';

/** Columns of a figure, and of them those that are drawn one by one: what still fits on a page. */
const SUMMED = 15;
const ONE_BY_ONE = 3;

/** SHAP values of the final model, an output a figure, and the leading columns one by one. */
export function ShapFigures({ input }: { input: ReportInput }) {
  const { say } = useWords();
  const { explanation } = input.journal;
  const shap = explanation?.shap;
  if (!explanation || !shap) return null;
  const shown = shap.columns.slice(0, SUMMED);
  const nameOf = ({ kind, column, columns }: (typeof shown)[number]) =>
    kind === 'others' ? say('explain:shap.others', { count: columns ?? 0 }) : column;
  const outputs = explanation.outputs.length > 0 ? explanation.outputs : [''];
  const eventOf = (label: string) => (label ? `${input.task.target} = ${label}` : '');
  const unitOf = (label: string) => say(`explain:shap.scale.${shap.scale}`, { label: eventOf(label) });
  const caption = [
    say(`explain:shap.method.${shap.method}`, { background: formatCount(shap.background) }),
    say('explain:shap.caption'),
    say('explain:notCause'),
  ].join(' ');
  return (
    <>
      {outputs.map((label, output) => (
        <Figure
          key={label}
          title={
            label && outputs.length > 1
              ? `${say('explain:shap.title')}: ${eventOf(label)}`
              : say('explain:shap.title')
          }
          fileName="shap"
          maxWidth={640}
          caption={caption}
        >
          {(width) => (
            <ShapChart
              width={width}
              description={say('explain:shap.description', {
                names: shown.slice(0, 3).map(nameOf).join(', '),
              })}
              label={unitOf(label)}
              low={say('explain:shap.low')}
              between={say('explain:shap.between')}
              high={say('explain:shap.high')}
              columns={shown}
              nameOf={nameOf}
              output={output}
              write={axisOn(shap.scale)}
            />
          )}
        </Figure>
      ))}
      {shown.slice(0, ONE_BY_ONE).map((column) => (
        <DependenceFigure
          key={column.column}
          column={column}
          curve={explanation.dependence.find((one) => one.column === column.column) ?? null}
          output={0}
          scale={shap.scale}
          unit={unitOf(outputs[0])}
          event={eventOf(outputs[0])}
          columns={input.study.columns}
        />
      ))}
    </>
  );
}

/** Univariable and multivariable odds ratios (or differences) of a plain regression on development rows. */
export function OddsTable({ input }: { input: ReportInput }) {
  const { say, language } = useWords();
  const { association } = input.journal;
  if (!association) return <p>{say('noOdds')}</p>;
  const words = (key: string, fill?: Record<string, string | number>) => say(`explain:${key}`, fill);
  const { title, head, rows, notes } = printOdds(association, input.task.target, language, 'flat', words);
  return <DataTable caption={title} head={head} rows={rows} notes={notes} />;
}

/** Riley's criteria for development, as they stood before training. Only for two classes. */
export function SizeTable({ input }: { input: ReportInput }) {
  const { say } = useWords();
  const found = input.task.kind === 'binary' ? developmentSize(input.facts.summary, ASSUMED_AUROC) : null;
  if (!found) return null;
  const n = formatCount(found.n);
  return (
    <DataTable
      caption={say('tables.size', { auroc: formatFixed(ASSUMED_AUROC, 2), parameters: found.parameters })}
      head={[say('split:enough.criterion'), say('split:enough.wanted'), say('split:enough.there')]}
      rows={found.criteria.map((criterion) => ({
        cells: [say(`split:enough.${criterion.key}`), formatCount(criterion.n), n],
      }))}
      notes={[say('split:enough.source')]}
    />
  );
}

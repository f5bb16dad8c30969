import { Figure } from '../../charts/figure';
import { ForestChart } from '../../charts/forest-chart';
import { DependenceFigure } from '../../explain/dependence-figure';
import { printOdds } from '../../explain/odds-print';
import { forestOf } from '../../explain/odds-rows';
import { axisOn } from '../../explain/outputs';
import { ShapChart } from '../../explain/shap-chart';
import {
  ASSUMED_AUROC,
  ASSUMED_R2,
  developmentSize,
  developmentSizeOfClasses,
  developmentSizeOfNumber,
} from '../../split/size';
import { formatCount, formatFixed } from '../../ui/number';
import type { ReportInput } from '../input';
import { DataTable } from '../parts';
import { type Say, useWords } from '../words';

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

/** Coefficients of a forest plot that still fits on a page. */
const PLOTTED = 25;

/** Univariable and multivariable odds ratios (or differences) of a plain regression on development rows. */
export function OddsTable({ input }: { input: ReportInput }) {
  const { say, language } = useWords();
  const { association } = input.journal;
  if (!association) return <p>{say('noOdds')}</p>;
  const words = (key: string, fill?: Record<string, string | number>) => say(`explain:${key}`, fill);
  const { title, head, rows, notes } = printOdds(association, input.task.target, language, 'flat', words);
  const forest = forestOf(association, 'flat', words);
  const drawn = forest.rows.slice(0, PLOTTED);
  const rest = forest.rows.length - drawn.length;
  return (
    <>
      <DataTable caption={title} head={head} rows={rows} notes={notes} />
      <Figure
        title={title}
        fileName="odds-ratios"
        maxWidth={760}
        caption={[
          words(`odds.figure.${association.kind}`),
          ...(rest > 0 ? [say('oddsCut', { count: drawn.length, all: forest.rows.length })] : []),
        ].join(' ')}
      >
        {(width) => (
          <ForestChart
            width={width}
            description={words('odds.figure.description', { title, count: drawn.length })}
            panels={forest.panels}
            rows={drawn}
            missing={words('odds.notEstimated')}
          />
        )}
      </Figure>
    </>
  );
}

/** The criteria for this kind of outcome, with what was assumed for them and whose they are. */
function sizeOf({ task, facts: { summary } }: ReportInput, say: Say) {
  const auroc = { assumed: 'AUROC', value: formatFixed(ASSUMED_AUROC, 2) };
  switch (task.kind) {
    case 'binary': {
      const found = developmentSize(summary, ASSUMED_AUROC);
      return found && { found, ...auroc, notes: [say('split:enough.source')] };
    }
    case 'regression': {
      const found = developmentSizeOfNumber(summary, ASSUMED_R2);
      return (
        found && {
          found,
          assumed: 'R²',
          value: formatFixed(ASSUMED_R2, 2),
          notes: [say('split:enough.sourceNumber')],
        }
      );
    }
    case 'multiclass': {
      const found = developmentSizeOfClasses(summary, ASSUMED_AUROC);
      if (!found) return null;
      const [a, b] = found.hardest.map((k) => task.classes[k]);
      return {
        found,
        ...auroc,
        notes: [say('split:enough.hardest', { a, b }), say('split:enough.sourceClasses')],
      };
    }
  }
}

/** Criteria for the size of development, as they stood before training. */
export function SizeTable({ input }: { input: ReportInput }) {
  const { say } = useWords();
  const size = sizeOf(input, say);
  if (!size) return null;
  const { found, assumed, value, notes } = size;
  const n = formatCount(found.n);
  return (
    <DataTable
      caption={say('tables.size', { assumed, value, parameters: found.parameters })}
      head={[say('split:enough.criterion'), say('split:enough.wanted'), say('split:enough.there')]}
      rows={found.criteria.map((criterion) => ({
        cells: [say(`split:enough.${criterion.key}`), formatCount(criterion.n), n],
      }))}
      notes={notes}
    />
  );
}

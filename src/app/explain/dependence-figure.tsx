import { useTranslation } from 'react-i18next';
import type { Dependence, FeatureBin, ShapColumn, ShapSummary } from '../../study/results/explanation';
import type { ColumnPlan } from '../../study/schema';
import { Figure } from '../charts/figure';
import { formatValue } from '../ui/number';
import { withUnit } from '../ui/with-unit';
import classes from './explain.module.css';
import { axisOn } from './outputs';
import { RangeChart } from './range-chart';

interface Props {
  column: ShapColumn;
  curve: Dependence | null;
  output: number;
  scale: ShapSummary['scale'];
  unit: string;
  /** Whose probability it is; empty where a number is predicted. */
  event: string;
  /** Of the study, for their units. */
  columns: readonly Pick<ColumnPlan, 'name' | 'unit'>[] | undefined;
}

const dateText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** One column: its SHAP values by what its cells are, and what the model says when everybody has the same cell. */
export function DependenceFigure({ column, curve, output, scale, unit, event, columns }: Props) {
  const { t } = useTranslation('explain');
  if (column.kind === 'others') return null;
  const nameOf = (bin: Omit<FeatureBin, 'n'>) =>
    bin.missing ? t('missing') : bin.others ? t('otherLevels', { count: bin.others }) : (bin.level ?? '');
  const writeAt = column.kind === 'date' ? dateText : formatValue;
  const xLabel =
    column.kind === 'list'
      ? t('dependence.entries', { column: column.column })
      : withUnit(column.column, columns);
  const seen = column.bins.map((bin, i) => {
    const { mean, low, high } = column.outputs[output].bins[i];
    return { at: bin.at ?? null, name: nameOf(bin), middle: mean, low, high };
  });
  return (
    <div className={classes.pair}>
      <Figure
        title={t('dependence.shap', { column: column.column })}
        fileName="shap-dependence"
        maxWidth={440}
        caption={t('dependence.shapCaption')}
      >
        {(width) => (
          <RangeChart
            width={width}
            description={t('dependence.shap', { column: column.column })}
            xLabel={xLabel}
            yLabel={unit}
            points={seen}
            write={axisOn(scale)}
            writeAt={writeAt}
            joined={false}
          />
        )}
      </Figure>
      {curve && (
        <Figure
          title={t('dependence.partial', { column: column.column })}
          fileName="partial-dependence"
          maxWidth={440}
          caption={t('dependence.partialCaption')}
        >
          {(width) => (
            <RangeChart
              width={width}
              description={t('dependence.partial', { column: column.column })}
              xLabel={xLabel}
              yLabel={event ? t('dependence.probability', { event }) : t('dependence.value')}
              points={curve.points.map((point, i) => {
                const { mean, low, high } = curve.outputs[output][i];
                return { at: point.at ?? null, name: nameOf(point), middle: mean, low, high };
              })}
              write={event ? 2 : formatValue}
              writeAt={writeAt}
              joined
            />
          )}
        </Figure>
      )}
    </div>
  );
}

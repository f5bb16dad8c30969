import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation, ShapColumn, ShapSummary } from '../../study/results/explanation';
import { Figure } from '../charts/figure';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { DependenceFigure } from './dependence-figure';
import classes from './explain.module.css';
import { axisOn } from './outputs';
import { ShapChart } from './shap-chart';

const FIRST = 15;

/** What each column did to the predictions, and for one of them how. */
export function ShapFigure({ explanation, shap }: { explanation: Explanation; shap: ShapSummary }) {
  const { t } = useTranslation('explain');
  const [output, setOutput] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const { outputs, dependence, part } = explanation;
  const nameOf = ({ kind, column, columns }: ShapColumn) =>
    kind === 'others' ? t('shap.others', { count: columns ?? 0 }) : column;
  const shown = shap.columns.slice(0, FIRST);
  const column = shap.columns.find((one) => one.column === chosen) ?? shap.columns[0];
  const study = useApp((s) => s.journal.study);
  const event = outputs.length > 0 ? [study?.task?.target, outputs[output]].filter(Boolean).join(' = ') : '';
  const unit = t(`shap.scale.${shap.scale}`, { label: event });
  return (
    <section className={classes.part} data-testid="shap">
      <p className={classes.sentence}>
        {t(`shap.sentence.${part}`, {
          names: shown.slice(0, 3).map(nameOf).join(t('answer.and')),
          n: formatCount(shap.n),
          of: formatCount(shap.of),
        })}
      </p>
      <div className={classes.choices}>
        {outputs.length > 1 && (
          <NativeSelect
            label={t('shap.output')}
            value={output}
            data={outputs.map((label, i) => ({ value: String(i), label }))}
            onChange={(event) => setOutput(Number(event.currentTarget.value))}
          />
        )}
        <NativeSelect
          label={t('shap.column')}
          value={column.column}
          data={shap.columns
            .filter((one) => one.kind !== 'others')
            .map((one) => ({ value: one.column, label: one.column }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      </div>
      <Figure
        title={t('shap.title')}
        fileName="shap"
        maxWidth={720}
        caption={`${t(`shap.method.${shap.method}`, { background: formatCount(shap.background) })} ${t('shap.caption')} ${t('notCause')}`}
      >
        {(width) => (
          <ShapChart
            width={width}
            description={t('shap.description', { names: shown.slice(0, 3).map(nameOf).join(', ') })}
            label={unit}
            low={t('shap.low')}
            between={t('shap.between')}
            high={t('shap.high')}
            columns={shown}
            nameOf={nameOf}
            output={output}
            write={axisOn(shap.scale)}
          />
        )}
      </Figure>
      <DependenceFigure
        column={column}
        curve={dependence.find((one) => one.column === column.column) ?? null}
        output={output}
        scale={shap.scale}
        unit={unit}
        event={event}
        columns={study?.columns}
      />
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { CaseExplanation, Part } from '../../engine/explaining/api';
import { type Area, BottomAxis } from '../charts/axis';
import { Drawing } from '../charts/drawing';
import { Figure } from '../charts/figure';
import { ink } from '../charts/figure-colors';
import { BLUE, VERMILLION } from '../charts/palette';
import { extent, linear, nice, ticks } from '../charts/scale';
import { fitText } from '../charts/text-width';
import { formatRisk, formatValue } from '../ui/number';
import classes from './explain.module.css';
import { axisOn, writeOn } from './outputs';

const FIRST = 12;
const ROW = 24;

/** From the base to the prediction, column by column, the largest first. */
export function Waterfall({ told, output }: { told: CaseExplanation; output: number }) {
  const { t } = useTranslation('explain');
  const write = writeOn(told.scale);
  const sorted = [...told.parts].sort((a, b) => Math.abs(b.values[output]) - Math.abs(a.values[output]));
  const rest = sorted.slice(FIRST).reduce((sum, part) => sum + part.values[output], 0);
  const nameOf = ({ column, columns, cell }: Part) =>
    columns ? t('shap.others', { count: columns }) : `${column} = ${cell ?? t('missing')}`;
  let at = told.base[output];
  const bars = [
    ...sorted.slice(0, FIRST).map((part) => ({ name: nameOf(part), value: part.values[output] })),
    ...(sorted.length > FIRST
      ? [{ name: t('shap.others', { count: sorted.length - FIRST }), value: rest }]
      : []),
  ].map((bar) => {
    const from = at;
    at += bar.value;
    return { ...bar, from, to: at };
  });
  const says =
    told.outputs.length > 0 ? formatRisk(told.predicted[output]) : formatValue(told.predicted[output]);
  const leading = sorted[0];
  return (
    <div
      className={classes.told}
      data-testid="waterfall"
      data-base={told.base[output]}
      data-said={told.said[output]}
    >
      <p className={classes.sentence}>
        {t(`waterfall.${told.against}`, {
          base: write(told.base[output]),
          said: write(told.said[output]),
          says,
          name: leading ? nameOf(leading) : '',
        })}
      </p>
      <Figure
        title={t('waterfall.title')}
        fileName="waterfall"
        maxWidth={640}
        caption={[
          t('waterfall.caption'),
          ...(told.scale === 'probability' ? [t('waterfall.onTheWay')] : []),
          t('notCause'),
        ].join(' ')}
      >
        {(width) => {
          const names = width * 0.4;
          const area: Area = { left: names, right: width - 56, top: 4, bottom: 4 + bars.length * ROW };
          const domain = nice(extent([told.base[output], ...bars.map((bar) => bar.to)]), 4);
          const x = linear(domain, [area.left, area.right]);
          return (
            <Drawing width={width} height={area.bottom + 42} description={t('waterfall.title')}>
              <BottomAxis
                area={area}
                scale={x}
                ticks={ticks(domain, 3)}
                label={t(`waterfall.scale.${told.scale}`, { label: told.outputs[output] ?? '' })}
                write={axisOn(told.scale)}
              />
              <line
                x1={x(told.base[output])}
                x2={x(told.base[output])}
                y1={area.top}
                y2={area.bottom}
                stroke={ink('muted')}
                strokeDasharray="3 4"
              />
              {bars.map((bar, i) => {
                const middle = area.top + (i + 0.5) * ROW;
                const up = bar.value >= 0;
                return (
                  <g key={bar.name} data-testid="waterfall-bar" data-value={bar.value}>
                    <text
                      x={names - 8}
                      y={middle}
                      dy="0.35em"
                      textAnchor="end"
                      fontSize={12}
                      fill={ink('ink')}
                    >
                      <title>{bar.name}</title>
                      {fitText(bar.name, 12, names - 12)}
                    </text>
                    <rect
                      x={Math.min(x(bar.from), x(bar.to))}
                      y={middle - 7}
                      width={Math.max(1, Math.abs(x(bar.to) - x(bar.from)))}
                      height={14}
                      fill={up ? VERMILLION : BLUE}
                    />
                    <text x={width} y={middle} dy="0.35em" textAnchor="end" fontSize={11} fill={ink('muted')}>
                      {`${up ? '+' : ''}${write(bar.value)}`}
                    </text>
                  </g>
                );
              })}
            </Drawing>
          );
        }}
      </Figure>
    </div>
  );
}

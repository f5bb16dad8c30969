import { extent, linear, nice } from '../app/charts/scale';
import { formatFixed, formatRisk, formatValue } from '../app/ui/number';
import type { CaseExplanation, Part } from '../engine/explaining/api';
import { useTexts } from './language';

const FIRST = 12;

/** From the base to the prediction, column by column, the largest first; each bar begins where the one above ends. */
export function Waterfall({ told, output }: { told: CaseExplanation; output: number }) {
  const t = useTexts();
  const write = told.scale === 'value' ? formatValue : (value: number) => formatFixed(value, 2);
  const of = (part: Part) => part.values[output];
  const sorted = [...told.parts].sort((a, b) => Math.abs(of(b)) - Math.abs(of(a)));
  const others = (count: number) => t('explain.others.others', { count });
  const nameOf = ({ column, columns, cell }: Part) =>
    columns ? others(columns) : `${column} = ${cell ?? t('explain.missing')}`;
  const rest = sorted.slice(FIRST);
  let at = told.base[output];
  const bars = [
    ...sorted.slice(0, FIRST).map((part) => ({ name: nameOf(part), value: of(part) })),
    ...(rest.length > 0
      ? [{ name: others(rest.length), value: rest.reduce((sum, part) => sum + of(part), 0) }]
      : []),
  ].map((bar) => {
    const from = at;
    at += bar.value;
    return { ...bar, from, to: at };
  });
  const base = told.base[output];
  const x = linear(nice(extent([base, ...bars.map(({ to }) => to)]), 4), [0, 100]);
  const said = told.predicted[output];
  return (
    <section className="card why" data-testid="waterfall" data-base={base} data-said={told.said[output]}>
      <h3>{t('explain.waterfall.title')}</h3>
      <p>
        {t('explain.waterfall.typical', {
          base: write(base),
          said: write(told.said[output]),
          says: told.outputs.length > 0 ? formatRisk(said) : formatValue(said),
          name: sorted[0] ? nameOf(sorted[0]) : '',
        })}
      </p>
      <p className="hint">
        {t(`explain.waterfall.scale.${told.scale}`, { label: told.outputs[output] ?? '' })}
      </p>
      <ol className="parts">
        {bars.map(({ name, value, from, to }) => (
          <li key={name} data-value={value}>
            <span>{name}</span>
            <span className="moved">{`${value >= 0 ? '+' : ''}${write(value)}`}</span>
            <div className="way" aria-hidden="true">
              <div className="way-base" style={{ left: `${x(base)}%` }} />
              <div
                className="way-bar"
                data-up={value >= 0}
                style={{ left: `${Math.min(x(from), x(to))}%`, width: `${Math.abs(x(to) - x(from))}%` }}
              />
            </div>
          </li>
        ))}
      </ol>
      <p className="hint">
        {t('explain.waterfall.caption')} {told.scale === 'probability' && t('explain.waterfall.onTheWay')}{' '}
        {t('explain.notCause')}
      </p>
    </section>
  );
}

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../../ui/number-field';
import { type AxisScale, placeOf } from './axes';
import type { Brushes, Span } from './brush';
import classes from './found.module.css';
import type { NamedAxis } from './named-axes';

interface Props {
  axes: NamedAxis[];
  brushes: Brushes;
  onBrush(axis: string, span: Span | null): void;
}

/** What a pointer draws along an axis, as fields: for the keyboard, and for exact values. */
export function BrushFields({ axes, brushes, onBrush }: Props) {
  const { t } = useTranslation('train-found');
  return (
    <div className={classes.fields}>
      {axes.map((axis) => {
        const span = brushes[axis.key] ?? [0, 1];
        const labels = {
          from: t('parallel.from', { name: axis.label }),
          to: t('parallel.to', { name: axis.label }),
        };
        return (
          <div key={axis.key} className={classes.pair}>
            {axis.scale.kind === 'rank' ? (
              <RankFields
                axis={axis}
                values={axis.scale.values}
                span={span}
                labels={labels}
                onBrush={onBrush}
              />
            ) : (
              <NumberFields axis={axis} scale={axis.scale} span={span} labels={labels} onBrush={onBrush} />
            )}
          </div>
        );
      })}
    </div>
  );
}

interface PairProps {
  axis: NamedAxis;
  span: Span;
  labels: { from: string; to: string };
  onBrush: Props['onBrush'];
}

function RankFields({
  axis,
  values,
  span,
  labels,
  onBrush,
}: PairProps & { values: Extract<AxisScale, { kind: 'rank' }>['values'] }) {
  const count = values.length;
  const data = values.map((value, i) => ({ value: String(i), label: axis.write(value) }));
  // The values whose middles lie inside.
  const first = Math.min(count - 1, Math.max(0, Math.ceil(span[0] * count - 0.5)));
  const last = Math.max(first, Math.min(count - 1, Math.floor(span[1] * count - 0.5)));
  const choose = (from: number, to: number) =>
    onBrush(axis.key, [Math.min(from, to) / count, (Math.max(from, to) + 1) / count]);
  return (
    <>
      <NativeSelect
        size="xs"
        label={labels.from}
        value={String(first)}
        data={data}
        onChange={(event) => choose(Number(event.currentTarget.value), last)}
      />
      <NativeSelect
        size="xs"
        label={labels.to}
        value={String(last)}
        data={data}
        onChange={(event) => choose(first, Number(event.currentTarget.value))}
      />
    </>
  );
}

function NumberFields({
  axis,
  scale,
  span,
  labels,
  onBrush,
}: PairProps & { scale: Extract<AxisScale, { kind: 'number' }> }) {
  const { low, high, log, integer } = scale;
  const valueAt = (share: number): number => {
    if (share <= 0) return low;
    if (share >= 1) return high;
    const value = log ? low * (high / low) ** share : low + share * (high - low);
    return integer ? Math.round(value) : Number(value.toPrecision(3));
  };
  const shareAt = (value: number) => placeOf(scale, value) ?? 0;
  const field = { size: 'xs', low, high, integer };
  return (
    <>
      <NumberField
        {...field}
        label={labels.from}
        value={valueAt(span[0])}
        onChange={(value) => onBrush(axis.key, [shareAt(value), span[1]])}
      />
      <NumberField
        {...field}
        label={labels.to}
        value={valueAt(span[1])}
        onChange={(value) => onBrush(axis.key, [span[0], shareAt(value)])}
      />
    </>
  );
}

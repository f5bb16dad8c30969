import { useId } from 'react';
import type { DecisionCurve } from '../../study/results/evaluation';
import { formatPercent, formatValue } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { dashOf } from './dashes';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { Legend, type LegendItem, legendHeight } from './legend';
import { extent, linear, nice, ticks } from './scale';
import { fitText } from './text-width';
import { ThresholdLines, type ThresholdMarks } from './threshold-lines';

interface DecisionChartProps {
  width: number;
  description: string;
  /** Of the axis of risks, and of the one below it that says the same as false alarms per true case. */
  xLabel: string;
  oddsLabel: string;
  yLabel: string;
  decision: DecisionCurve;
  words: { model: string; all: string; none: string };
  threshold: ThresholdMarks | null;
}

/** Thresholds up to which any model is of use, in whole tenths. */
function usefulEnd({ thresholds, model, others }: DecisionCurve, threshold: ThresholdMarks | null): number {
  const least = 0.01 * Math.max(...model, 0);
  const last = thresholds.findLast(
    (_, i) => model[i] > least || others.some(({ netBenefit }) => netBenefit[i] > least),
  );
  const seen = Math.max(last ?? 0, (threshold?.current ?? 0) + 0.02, threshold?.reported ?? 0);
  return Math.min(1, Math.max(0.2, Math.ceil(seen * 10 + 0.2) / 10));
}

/** Net benefit against the threshold: the model, what it is compared with, treating all and treating none. */
export function DecisionChart(props: DecisionChartProps) {
  const { width, description, xLabel, oddsLabel, yLabel, decision, words, threshold } = props;
  const clip = useId();
  const left = 62;
  const side = width - left - 18;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side * 0.82 };
  const end = usefulEnd(decision, threshold);
  const highest = extent([...decision.model, ...decision.all, 0.001])[1];
  const domain = nice([-0.2 * highest, highest], 5);
  const x = linear([0, end], [area.left, area.right]);
  const y = linear(domain, [area.bottom, area.top]);
  const marks = ticks([0, end], 5);
  const curves = [
    { label: words.model, values: decision.model, color: ink('accent'), width: 3 },
    ...decision.others.map(({ name, netBenefit }) => ({
      label: name,
      values: netBenefit,
      color: ink('ink'),
      width: 1.5,
    })),
  ];
  const line = (values: readonly number[]) =>
    values
      .map((value, i) => ({ at: decision.thresholds[i], value }))
      .filter(({ at, value }) => at <= end && Number.isFinite(value))
      // Treating all falls without end towards a threshold of 1.
      .map(({ at, value }, i) => `${i ? 'L' : 'M'}${x(at).toFixed(1)} ${y(Math.max(value, -9)).toFixed(1)}`)
      .join('');
  const items: LegendItem[] = [
    ...curves.map(({ label, color, width: thick }, i) => ({
      label,
      color,
      mark: 'line' as const,
      dash: dashOf(i),
      thick,
    })),
    { label: words.all, mark: 'line', color: ink('muted'), dash: '1 3' },
    // Full as the model's, and told from it in grey by being thin.
    { label: words.none, mark: 'line', color: ink('muted'), thick: 1 },
  ];
  const odds = area.bottom + 58;
  const legend = odds + 24;
  return (
    <Drawing width={width} height={legend + legendHeight(items)} description={description}>
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={side} height={area.bottom - area.top} />
      </clipPath>
      <BottomAxis area={area} scale={x} ticks={marks} label={xLabel} write={formatPercent} />
      <LeftAxis area={area} scale={y} ticks={ticks(domain, 5)} label={yLabel} write={formatValue} />
      {marks
        .filter((tick) => tick > 0)
        .map((tick) => (
          <text key={tick} x={x(tick)} y={odds - 6} textAnchor="middle" fontSize={11} fill={ink('muted')}>
            {oddsText(tick)}
          </text>
        ))}
      <text
        x={(area.left + area.right) / 2}
        y={odds + 12}
        textAnchor="middle"
        fontSize={12}
        fill={ink('ink')}
      >
        {fitText(oddsLabel, 12, side + 40)}
      </text>
      <g clipPath={`url(#${clip})`} fill="none" strokeLinejoin="round">
        <line x1={area.left} x2={area.right} y1={y(0)} y2={y(0)} stroke={ink('muted')} strokeWidth={1} />
        <path d={line(decision.all)} stroke={ink('muted')} strokeWidth={2} strokeDasharray="1 3" />
        {curves
          .map(({ label, values, color, width: thick }, i) => (
            <path
              key={label}
              d={line(values)}
              stroke={color}
              strokeWidth={thick}
              strokeDasharray={dashOf(i)}
            />
          ))
          .reverse()}
      </g>
      {threshold && <ThresholdLines area={area} scale={x} {...threshold} />}
      <Legend x={left} y={legend} width={side} items={items} />
    </Drawing>
  );
}

/** A threshold of 10 % accepts nine false alarms for a true case. */
function oddsText(threshold: number): string {
  const odds = (1 - threshold) / threshold;
  return formatValue(odds >= 10 ? Math.round(odds) : Number(odds.toPrecision(2)));
}

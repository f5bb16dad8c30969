import { formatCount } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { extent, linear, nice, ticks } from './scale';

interface LearningChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  words: { train: string; valid: string; best: string };
  points: readonly { epoch: number; trainLoss: number; validLoss: number }[];
  bestEpoch: number;
}

/** Training and validation loss by epoch, and the epoch whose weights were kept; in two dashes, for grey. */
export function LearningChart({
  width,
  description,
  xLabel,
  yLabel,
  words,
  points,
  bestEpoch,
}: LearningChartProps) {
  const area: Area = { left: 58, right: width - 12, top: 8, bottom: 8 + width * 0.5 };
  const losses = points.flatMap(({ trainLoss, validLoss }) => [trainLoss, validLoss]).filter(Number.isFinite);
  const across = extent(points.map(({ epoch }) => epoch));
  const up = nice(extent(losses), 4);
  const x = linear(across, [area.left, area.right]);
  const y = linear(up, [area.bottom, area.top]);
  const line = (of: (point: (typeof points)[number]) => number) =>
    points
      .filter((point) => Number.isFinite(of(point)))
      .map((point, i) => `${i ? 'L' : 'M'}${x(point.epoch).toFixed(1)} ${y(of(point)).toFixed(1)}`)
      .join('');
  const curves = [
    { name: words.train, d: line((p) => p.trainLoss), dash: '7 3', color: ink('muted') },
    { name: words.valid, d: line((p) => p.validLoss), dash: undefined, color: ink('accent') },
  ];
  const legend = area.bottom + 56;
  return (
    <Drawing width={width} height={legend + 34} description={description}>
      <BottomAxis
        area={area}
        scale={x}
        ticks={ticks(across, 6).filter(Number.isInteger)}
        label={xLabel}
        write={formatCount}
      />
      <LeftAxis area={area} scale={y} ticks={ticks(up, 4)} label={yLabel} write={2} />
      <line
        x1={x(bestEpoch)}
        x2={x(bestEpoch)}
        y1={area.top}
        y2={area.bottom}
        stroke={ink('ink')}
        strokeDasharray="1 3"
      />
      <text
        x={x(bestEpoch)}
        y={area.top + 12}
        dx={x(bestEpoch) > width / 2 ? -5 : 5}
        textAnchor={x(bestEpoch) > width / 2 ? 'end' : 'start'}
        fontSize={11}
        fill={ink('ink')}
      >
        {words.best}
      </text>
      {curves.map(({ name, d, dash, color }, i) => (
        <g key={name}>
          <path d={d} fill="none" stroke={color} strokeWidth={2} strokeDasharray={dash} />
          <line
            x1={area.left}
            x2={area.left + 26}
            y1={legend + i * 18}
            y2={legend + i * 18}
            stroke={color}
            strokeWidth={2}
            strokeDasharray={dash}
          />
          <text x={area.left + 34} y={legend + i * 18} dy="0.35em" fontSize={12} fill={ink('ink')}>
            {name}
          </text>
        </g>
      ))}
    </Drawing>
  );
}

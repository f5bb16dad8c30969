import type { CellSketch } from '../../models/cell-sketch';
import { CellDrawing, type CellWords, cellHeight } from './cell-drawing';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { fontOf, LINE, layoutNetwork, type NetworkBox, type PlacedBox, STEP } from './network-layout';
import { fitText } from './text-width';

interface NetworkChartProps {
  width: number;
  description: string;
  boxes: readonly NetworkBox[];
  cell: CellSketch | null;
  words: CellWords;
}

/** Between the network and its cell. */
const APART = 28;

const LOOKS: Record<NetworkBox['look'], { fill: string; stroke: string; dash?: string }> = {
  input: { fill: ink('paper'), stroke: ink('muted') },
  learned: { fill: ink('tint'), stroke: ink('accent') },
  frozen: { fill: ink('grid'), stroke: ink('muted'), dash: '4 3' },
  output: { fill: ink('accent'), stroke: ink('accent') },
};

/** A network from its inputs to its output; below it, what one of its cells does. */
export function NetworkChart({ width, description, boxes, cell, words }: NetworkChartProps) {
  const { across, boxes: placed, arrows, height } = layoutNetwork(boxes, width);
  return (
    <Drawing width={width} height={height + (cell ? APART + cellHeight(cell) : 0)} description={description}>
      {arrows.map(({ x, y, length }) => (
        <g key={`${x} ${y}`} transform={`translate(${x} ${y})${across ? '' : ' rotate(90)'}`}>
          <path d={`M0 0H${length - 5}`} stroke={ink('muted')} strokeWidth={1.2} />
          <path d={`M${length} 0l-7 -3.5v7z`} fill={ink('muted')} />
        </g>
      ))}
      {placed.map((one) => (
        <Box key={one.box.key} placed={one} room={across ? width / placed.length : width - one.label.x} />
      ))}
      {cell && (
        <g transform={`translate(0 ${height + APART})`}>
          <CellDrawing width={width} cell={cell} words={words} />
        </g>
      )}
    </Drawing>
  );
}

function Box({ placed, room }: { placed: PlacedBox; room: number }) {
  const { box, x, y, width, height, behind, label } = placed;
  const { fill, stroke, dash } = LOOKS[box.look];
  const maps = Array.from({ length: behind + 1 }, (_, i) => behind - i);
  return (
    <g>
      {maps.map((back) => (
        <rect
          key={back}
          x={x + back * STEP}
          y={y - back * STEP}
          width={width}
          height={height}
          rx={2}
          fill={fill}
          stroke={stroke}
          strokeDasharray={dash}
        />
      ))}
      {box.lines.map((line, i) => (
        <text
          key={line}
          x={label.x}
          y={label.y + i * LINE}
          dy="0.35em"
          textAnchor={label.anchor}
          fontSize={fontOf(i)}
          fontWeight={i === 0 ? 600 : undefined}
          fill={ink(i === 0 ? 'ink' : 'muted')}
        >
          {fitText(line, fontOf(i), room)}
        </text>
      ))}
    </g>
  );
}

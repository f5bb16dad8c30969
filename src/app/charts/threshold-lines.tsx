import type { Area } from './axis';
import { ink } from './figure-colors';
import type { Scale } from './scale';

export interface ThresholdMarks {
  /** The threshold in use. */
  current: number;
  /** The study's own, where another one is being explored. */
  reported: number | null;
}

/** Where thresholds stand on an axis of risks: a full line in use, dots where only marked. */
export function ThresholdLines({
  area,
  scale,
  current,
  reported,
}: ThresholdMarks & { area: Area; scale: Scale }) {
  const inside = (value: number) => scale(value) >= area.left && scale(value) <= area.right;
  return (
    <g>
      {reported !== null && inside(reported) && (
        <line
          x1={scale(reported)}
          x2={scale(reported)}
          y1={area.top}
          y2={area.bottom}
          stroke={ink('muted')}
          strokeWidth={1.5}
          strokeDasharray="1 3"
        />
      )}
      {inside(current) && (
        <>
          <line
            x1={scale(current)}
            x2={scale(current)}
            y1={area.top}
            y2={area.bottom}
            stroke={ink('ink')}
            strokeWidth={1.5}
          />
          <path d={`M${scale(current)} ${area.top + 7}l-5-7h10z`} fill={ink('ink')} />
        </>
      )}
    </g>
  );
}

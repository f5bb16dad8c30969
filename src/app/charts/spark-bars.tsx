import { GREY } from './palette';

const WIDTH = 112;
const HEIGHT = 28;
const GAP = 2;

interface Props {
  levels: { label: string; count: number }[];
  /** Colour of each level where levels mean classes; grey otherwise. */
  colors?: string[];
  /** The picture in words. */
  label: string;
}

/** The most frequent levels of a category as bars, the first one first. */
export function SparkBars({ levels, colors, label }: Props) {
  const top = Math.max(1, ...levels.map((l) => l.count));
  const width = Math.min(24, (WIDTH - GAP * (levels.length - 1)) / Math.max(1, levels.length));
  return (
    <svg role="img" aria-label={label} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {levels.map(({ label: level, count }, i) => {
        const height = count === 0 ? 0 : Math.max(1, (HEIGHT - 1) * (count / top));
        return (
          <rect
            key={level}
            x={i * (width + GAP)}
            y={HEIGHT - 1 - height}
            width={width}
            height={height}
            fill={colors?.[i] ?? GREY}
          />
        );
      })}
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={GREY} strokeOpacity={0.5} />
    </svg>
  );
}

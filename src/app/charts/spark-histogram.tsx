import { GREY } from './palette';

const WIDTH = 112;
const HEIGHT = 28;

interface Props {
  /** Counts of equal bins. */
  counts: number[];
  /** The picture in words. */
  label: string;
}

/** A distribution at a glance: bins without axes, tall as the fullest one. */
export function SparkHistogram({ counts, label }: Props) {
  const top = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  return (
    <svg role="img" aria-label={label} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {counts.map((count, bin) => {
        // A bin that is not empty is seen, however full the others are.
        const height = count === 0 ? 0 : Math.max(1, (HEIGHT - 1) * (count / top));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its position
            key={bin}
            x={bin * width}
            y={HEIGHT - 1 - height}
            width={Math.max(1, width - 0.75)}
            height={height}
            fill={GREY}
          />
        );
      })}
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={GREY} strokeOpacity={0.5} />
    </svg>
  );
}

const HEIGHTS = [12, 30, 20, 40, 26];
const SHUFFLED = [40, 12, 26, 30, 20];

/** A column's values change places among the patients; everything else stays. */
export function ShufflePicture() {
  return (
    <svg width={200} height={64} viewBox="0 0 200 64" aria-hidden="true" focusable="false">
      {HEIGHTS.map((height, i) => (
        <rect
          key={height}
          x={4 + i * 15}
          y={54 - height}
          width={10}
          height={height}
          fill="currentColor"
          opacity={0.5}
        />
      ))}
      <path d="M88 34h20m-6-5 6 5-6 5" stroke="currentColor" fill="none" strokeWidth={1.5} />
      {SHUFFLED.map((height, i) => (
        <rect
          key={height}
          x={122 + i * 15}
          y={54 - height}
          width={10}
          height={height}
          fill="var(--bs-accent)"
        />
      ))}
      <path d="M2 56h78M120 56h78" stroke="currentColor" />
    </svg>
  );
}

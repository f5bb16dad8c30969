/** The model leaves the house, the patients stay. */
export function ParcelPicture() {
  return (
    <svg width={200} height={72} viewBox="0 0 200 72" aria-hidden="true" focusable="false">
      <path d="M8 64V30L40 10l32 20v34z" fill="none" stroke="currentColor" strokeWidth={1.5} />
      {[26, 40, 54].map((x) => (
        <g key={x} fill="currentColor" opacity={0.6}>
          <circle cx={x} cy={40} r={4} />
          <path d={`M${x - 5} 58a5 10 0 0 1 10 0z`} />
        </g>
      ))}
      <path d="M84 46h40m-7-6 7 6-7 6" stroke="currentColor" fill="none" strokeWidth={1.5} />
      <rect
        x={140}
        y={30}
        width={44}
        height={34}
        rx={3}
        fill="none"
        stroke="var(--bs-accent)"
        strokeWidth={2}
      />
      <path d="M140 41h44M162 30v11" stroke="var(--bs-accent)" strokeWidth={2} />
    </svg>
  );
}

/** Columns that know the past on the left, the outcome that comes later on the right. */
export function TargetPicture() {
  return (
    <svg viewBox="0 0 220 84" width={220} height={84} aria-hidden fill="none" stroke="currentColor">
      {[0, 1, 2].map((column) => (
        <rect key={column} x={8 + column * 26} y={14} width={20} height={48} rx={3} />
      ))}
      <path d="M92 38h52m-7-6 7 6-7 6" strokeWidth={1.5} />
      <rect
        x={156}
        y={14}
        width={24}
        height={48}
        rx={3}
        fill="var(--bs-accent-soft)"
        stroke="var(--bs-accent)"
        strokeWidth={1.5}
      />
      <path d="M8 76h196m-6-4 6 4-6 4" strokeOpacity={0.6} />
    </svg>
  );
}

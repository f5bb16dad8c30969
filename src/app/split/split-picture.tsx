/** Two visits of one patient, kept on the same side of the line. */
export function SplitPicture() {
  return (
    <svg viewBox="0 0 220 84" width={220} height={84} aria-hidden fill="none" stroke="currentColor">
      <path d="M128 8v68" strokeDasharray="4 4" />
      <circle cx={30} cy={26} r={8} />
      <circle cx={62} cy={26} r={8} />
      <circle cx={94} cy={58} r={8} />
      <circle
        cx={30}
        cy={58}
        r={8}
        fill="var(--bs-accent-soft)"
        stroke="var(--bs-accent)"
        strokeWidth={1.5}
      />
      <circle
        cx={62}
        cy={58}
        r={8}
        fill="var(--bs-accent-soft)"
        stroke="var(--bs-accent)"
        strokeWidth={1.5}
      />
      <path d="M38 58h16" stroke="var(--bs-accent)" strokeWidth={1.5} />
      <circle cx={94} cy={26} r={8} />
      <rect x={156} y={38} width={36} height={28} rx={3} />
      <path d="M164 38v-8a10 10 0 0 1 20 0v8" />
    </svg>
  );
}

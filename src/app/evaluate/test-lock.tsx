import { PART_COLORS } from '../charts/palette';

const PEOPLE = [
  { x: 18, part: 'train' },
  { x: 54, part: 'train' },
  { x: 90, part: 'train' },
  { x: 126, part: 'valid' },
  { x: 172, part: 'test' },
] as const;

/** Most people teach, some choose, and one group waits behind the lock. */
export function TestLock() {
  return (
    <svg width={200} height={72} viewBox="0 0 200 72" aria-hidden="true" focusable="false">
      {PEOPLE.map(({ x, part }) => (
        <g key={x} fill={PART_COLORS[part]} transform={`translate(${x} 0)`}>
          <circle cx={0} cy={34} r={7} />
          <path d="M-10 64a10 18 0 0 1 20 0z" />
        </g>
      ))}
      <path d="M150 4v66" stroke="currentColor" strokeDasharray="4 4" />
      <rect x={165} y={12} width={14} height={10} rx={2} fill="currentColor" />
      <path d="M168 12V9a4 4 0 0 1 8 0v3" fill="none" stroke="currentColor" strokeWidth={2} />
    </svg>
  );
}

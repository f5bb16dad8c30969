import { ink, inkVariables } from './figure-colors';

const STEP = 9;
const DOTS = Array.from({ length: 100 }, (_, i) => i);

/**
 * A hundred people as dots, the given number of them filled: natural frequencies are understood where per cents
 * are not (Gigerenzer et al. 2007). The sentence beside it says the same, so it is hidden from screen readers.
 */
export function DotArray({ filled, color = ink('accent') }: { filled: number; color?: string }) {
  return (
    <svg width={STEP * 10} height={STEP * 10} aria-hidden="true" style={inkVariables} focusable="false">
      {DOTS.map((i) => (
        <circle
          key={i}
          cx={(i % 10) * STEP + STEP / 2}
          cy={Math.floor(i / 10) * STEP + STEP / 2}
          r={i < filled ? 3.5 : 3}
          fill={i < filled ? color : 'none'}
          stroke={i < filled ? 'none' : ink('muted')}
          strokeOpacity={0.6}
        />
      ))}
    </svg>
  );
}

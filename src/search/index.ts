import { BenchsideError } from '../study/errors';
import { architecture } from './architecture';
import { auto } from './auto';
import { gaussian } from './gaussian';
import { genetic } from './genetic';
import { gradient } from './gradient';
import { grid } from './grid';
import { manual } from './manual';
import { random } from './random';
import type { Strategy } from './strategy';
import { tpe } from './tpe';

/** Every search strategy there is, the recommended one first. */
export const strategies: readonly Strategy[] = [
  auto,
  random,
  grid,
  tpe,
  gaussian,
  genetic,
  gradient,
  architecture,
  manual,
];

/** Throws `study.invalid`. */
export function strategyByName(name: string): Strategy {
  const strategy = strategies.find((s) => s.name === name);
  if (!strategy) throw new BenchsideError('study.invalid', { path: `search.strategy: ${name}` });
  return strategy;
}

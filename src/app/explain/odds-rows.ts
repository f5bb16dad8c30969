import type { Association, Coefficient } from '../../study/results/association';
import type { Estimate } from '../../study/results/estimate';
import { formatCount, formatValue } from '../ui/number';
import { oddsAxis } from './odds-axis';
import { isBySd, type Say, type Steps } from './odds-print';

/**
 * Rows and panels of a forest plot of an association: each column alone, beside all together where they were fitted.
 * In the words of `say` (namespace explain); the steps are those of `printOdds`, so that both hold the same numbers.
 */
export function forestOf({ kind, variables, adjusted }: Association, steps: Steps, say: Say) {
  const estimateOf = (found: Coefficient | null, by: number): Estimate | null => {
    if (!found) return null;
    const told = (beta: number) => (kind === 'logistic' ? Math.exp(beta * by) : beta * by);
    const limit = (beta: number | null) => (beta === null ? null : told(beta));
    return { estimate: told(found.beta), low: limit(found.low), high: limit(found.high), method: 'wald' };
  };
  const rows = variables.flatMap((variable) => {
    const bySd = isBySd(variable, steps);
    const by = bySd ? (variable.sd ?? 1) : 1;
    return variable.terms.map((term, k) => {
      const level = term.level ?? say('otherLevels', { count: term.others ?? 0 });
      const dagger = term.alone?.firth || term.adjusted?.firth ? ' †' : '';
      const against =
        variable.kind === 'number'
          ? bySd
            ? say('odds.perSd', { sd: formatValue(variable.sd ?? 0) })
            : say('odds.perUnit', { unit: variable.unit ?? '1' })
          : variable.reference
            ? say('odds.against', { reference: variable.reference.level, n: formatCount(term.n) })
            : say('odds.present', { n: formatCount(term.n) });
      return {
        key: `${variable.name} ${k}`,
        name: `${variable.kind === 'number' ? variable.name : `${variable.name}: ${level}`}${dagger}`,
        detail: against,
        estimates: [
          estimateOf(term.alone, by),
          ...(adjusted === null ? [] : [estimateOf(term.adjusted, by)]),
        ],
      };
    });
  });
  const axis = oddsAxis(
    kind,
    rows.flatMap(({ estimates }) => estimates.flatMap((one) => one ?? [])),
  );
  const panel = (key: 'alone' | 'adjusted') => ({
    key,
    label: `${say(`odds.head.${key}`)}: ${say(`odds.axis.${kind}`)}`,
    ...axis,
  });
  return { rows, panels: [panel('alone'), ...(adjusted === null ? [] : [panel('adjusted')])] };
}

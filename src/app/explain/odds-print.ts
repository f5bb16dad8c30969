import type { TextTable } from '../../export/table-one/text-table';
import type { Association, Coefficient } from '../../study/results/association';
import { formatFixed, formatValue } from '../ui/number';

export type Say = (key: string, fill?: Record<string, string | number>) => string;

const NONE = '–';

/** A coefficient as a paper prints it: an odds ratio, or the difference itself, a unit or an SD. */
function told(found: Coefficient | null, kind: Association['kind'], by: number): string {
  if (!found) return NONE;
  const of = (beta: number) => (kind === 'logistic' ? Math.exp(beta * by) : beta * by);
  const write = (value: number) =>
    kind === 'linear'
      ? formatValue(value)
      : value >= 1000
        ? '>1000'
        : formatFixed(value, value < 0.1 ? 3 : 2);
  const limits =
    found.low === null || found.high === null
      ? ''
      : ` (${write(of(found.low))} ${kind === 'linear' ? 'to ' : '– '}${write(of(found.high))})`;
  return `${write(of(found.beta))}${limits}${found.firth ? '†' : ''}`;
}
const pText = (p: number | null | undefined): string =>
  p == null ? NONE : p < 0.001 ? '<0.001' : formatFixed(p, 3);

/** Below this a step of one unit prints as an odds ratio of 1.00. */
const FLAT = 0.005;

/** What is a step of a variable: one unit, an SD, or (`flat`) an SD only where one unit would print as no effect. */
export type Steps = boolean | 'flat';

/** A variable's step is its SD. */
export function isBySd({ sd, terms }: Association['variables'][number], steps: Steps): boolean {
  if (sd === undefined || steps !== 'flat') return sd !== undefined && steps === true;
  return terms.every(
    ({ alone, adjusted }) => Math.abs(alone?.beta ?? 0) < FLAT && Math.abs(adjusted?.beta ?? 0) < FLAT,
  );
}

/** The table of odds ratios, or of differences, in the words of `say` (namespace explain). */
export function printOdds(
  of: Association,
  target: string,
  language: string,
  steps: Steps,
  say: Say,
): TextTable {
  const { kind, variables } = of;
  const rows = variables.flatMap((variable): TextTable['rows'] => {
    const bySd = isBySd(variable, steps);
    const by = bySd ? (variable.sd ?? 1) : 1;
    const cells = (term: (typeof variable.terms)[number]) => [
      String(term.n),
      told(term.alone, kind, by),
      pText(term.alone?.p),
      told(term.adjusted, kind, by),
      pText(term.adjusted?.p),
    ];
    if (variable.kind === 'number') {
      const unit = bySd
        ? say('odds.perSd', { sd: formatValue(variable.sd ?? 0) })
        : say('odds.perUnit', { unit: variable.unit ?? '1' });
      return [{ cells: [`${variable.name}, ${unit}`, ...cells(variable.terms[0])], indented: false }];
    }
    const heading = variable.reference
      ? [
          { cells: [variable.name, '', '', '', '', ''], indented: false },
          {
            cells: [
              variable.reference.level,
              String(variable.reference.n),
              say('odds.reference'),
              '',
              say('odds.reference'),
              '',
            ],
            indented: true,
          },
        ]
      : [{ cells: [variable.name, '', '', '', '', ''], indented: false }];
    return [
      ...heading,
      ...variable.terms.map((term) => ({
        cells: [term.level ?? say('otherLevels', { count: term.others ?? 0 }), ...cells(term)],
        indented: true,
      })),
    ];
  });
  const ratio = say(`odds.head.${kind}`);
  const smaller = of.events === null ? of.n : Math.min(of.events, of.n - of.events);
  return {
    language,
    title: say(`odds.title.${kind}`, { target }),
    head: [
      say('odds.head.variable'),
      'n',
      `${say('odds.head.alone')}\n${ratio}`,
      'p',
      `${say('odds.head.adjusted')}\n${ratio}`,
      'p',
    ],
    rows,
    notes: [
      say('odds.note.rows', { n: of.n, patients: of.patients }),
      say(`odds.note.${of.missing}`, { left: of.left, filled: of.filled }),
      ...(of.events === null
        ? []
        : [
            say('odds.note.perVariable', {
              ratio: formatFixed(smaller / Math.max(1, of.parameters), 1),
              events: of.events,
              parameters: of.parameters,
            }),
          ]),
      ...(of.clustered ? [say('odds.note.clustered')] : []),
      ...(of.adjusted === null ? [say('odds.note.notFitted')] : []),
      ...(JSON.stringify(of).includes('"firth":true') ? [say('odds.note.firth')] : []),
      ...(of.leftOut.length > 0
        ? [say('odds.note.leftOut', { names: of.leftOut.map(({ name }) => name).join(', ') })]
        : []),
      say('odds.note.notCause'),
    ],
  };
}

import type { RareLevels } from '../prep/step';
import type { JournalEvent } from '../study/events';
import type { Evaluation } from '../study/results/evaluation';
import type { ColumnPlan, SourcePlan, Study } from '../study/schema';
import { withoutCells } from '../study/without-cells';

// What may be said of a study to others: no level or spelling of fewer than five patients.

/** Texts that one to four patients' cells hold: of each column and, where there are several hospitals, of each there. */
export interface Spellings {
  columns: ReadonlyMap<string, ReadonlySet<string>>;
  hospitals: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

/** What was counted in the rows at hand. */
export interface Counted {
  /** Levels of fewer than five patients, by column. */
  rare: RareLevels;
  /** Columns whose levels were counted; of others nothing is known, so nothing of theirs is told. */
  columns: ReadonlySet<string>;
  spellings: Spellings;
}

/** Whether a person named the levels, so that they are part of what the study asks. */
export const isDeclared = ({ type, order }: Pick<ColumnPlan, 'type' | 'order'>): boolean =>
  type === 'ordinal' && order !== undefined;

const without = <T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> => {
  const { [key]: _, ...rest } = value;
  return rest;
};

/** Spellings and what they count as, less those that may not be told; undefined where none is left. */
function toldPairs(
  pairs: Record<string, string> | undefined,
  isRare: (written: string, level: string) => boolean,
): Record<string, string> | undefined {
  const told = Object.entries(pairs ?? {}).filter(([written, level]) => !isRare(written, level));
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}

/** A column's spellings less those of few patients. */
export const toldSpellings = (
  same: Record<string, string> | undefined,
  column: string,
  { rare, spellings }: Pick<Counted, 'rare' | 'spellings'>,
): Record<string, string> | undefined =>
  toldPairs(
    same,
    (written, level) =>
      spellings.columns.get(column)?.has(written) === true ||
      [written, level].some((text) => rare.get(column)?.has(text)),
  );

function toldColumn(column: ColumnPlan, counted: Counted): ColumnPlan {
  const { order, same, ...rest } = column;
  const told = counted.columns.has(column.name) ? toldSpellings(same, column.name, counted) : undefined;
  return { ...rest, ...(isDeclared(column) && { order }), ...(told && { same: told }) };
}

/** Hospitals' mappings less the levels of few patients, in the hospital's words or in the common ones. */
export const toldSources = (sources: SourcePlan[], { columns, rare, spellings }: Counted): SourcePlan[] =>
  sources.map((source) => ({
    ...source,
    columns: source.columns.map(({ few = [], levels, ...column }) => {
      const here = spellings.hospitals.get(source.site)?.get(column.to);
      const told = columns.has(column.to)
        ? toldPairs(
            levels,
            (written, level) =>
              few.includes(written) ||
              here?.has(level) === true ||
              [written, level].some((text) => rare.get(column.to)?.has(text)),
          )
        : undefined;
      return { ...column, ...(told && { levels: told }) };
    }),
  }));

/** What columns made of rare levels are called, and what takes the place of that name. */
function namesOf({ rare }: Pick<Counted, 'rare'>): Map<string, string> {
  const names = new Map<string, string>();
  for (const [column, words] of rare)
    for (const [level, word] of words)
      for (const sign of ['=', '∋']) names.set(`${column}${sign}${level}`, `${column}${sign}${word}`);
  return names;
}

/** The Study as it may leave: as it is kept, less rare levels and labels that were given row by row. */
export function toldStudy(given: Study, counted: Counted): Study {
  const study = withoutCells(given);
  const names = namesOf(counted);
  return {
    ...study,
    columns: study.columns.map((column) => toldColumn(column, counted)),
    sources: toldSources(study.sources, counted),
    ...(study.images && { images: without(study.images, 'hand') }),
    steps: study.steps.map((step) =>
      step.columns ? { ...step, columns: step.columns.map((name) => names.get(name) ?? name) } : step,
    ),
  };
}

/** Single rows' observed and predicted numbers make a cloud of points, which is drawn here and stays here. */
const withoutPoints = (evaluation: Evaluation): Evaluation => ({ ...evaluation, scatter: [] });

/** The journal as it may leave. */
export function toldJournal(events: readonly JournalEvent[], counted: Counted): JournalEvent[] {
  const names = namesOf(counted);
  const levels = new Set([...counted.rare.values()].flatMap((words) => [...words.keys()]));
  const name = (text: string): string => names.get(text) ?? text;
  return events.map((event): JournalEvent => {
    switch (event.type) {
      case 'search.started':
        return { ...event, study: toldStudy(event.study, counted) };
      case 'trial.failed':
      case 'outer.failed': {
        // A message that is not ours may hold anything.
        const entries = event.error.code === 'unexpected' ? [] : Object.entries(event.error.details);
        const details = entries.map(([key, value]) => [
          key,
          typeof value !== 'string' ? value : levels.has(value) ? '' : name(value),
        ]);
        return { ...event, error: { ...event.error, details: Object.fromEntries(details) } };
      }
      case 'evaluated':
        return { ...event, evaluation: withoutPoints(event.evaluation) };
      case 'validated': {
        const { evaluation, updated } = event.external;
        const external = {
          ...event.external,
          evaluation: withoutPoints(evaluation),
          ...(updated && { updated: { ...updated, evaluation: withoutPoints(updated.evaluation) } }),
        };
        return { ...event, external };
      }
      case 'step.compared': {
        const { leftOut, zeroFilled } = event.comparison;
        const comparison = {
          ...event.comparison,
          leftOut: leftOut.map(name),
          zeroFilled: zeroFilled.map(name),
        };
        return { ...event, comparison };
      }
      default:
        return event;
    }
  });
}

import {
  type Criterion,
  developmentBinary,
  developmentContinuous,
  wantedRows,
} from '../../evaluate/sample-size/development';
import { type Expected, expectedAuroc } from '../../evaluate/sample-size/expected-interval';
import { rowsForAuroc, rowsForOe } from '../../evaluate/sample-size/external';
import { developmentMultinomial } from '../../evaluate/sample-size/multinomial';
import { r2FromAuroc } from '../../evaluate/sample-size/r2-from-auroc';
import { MIN_TEST_EVENTS } from '../../guard/outcome';
import type { Headcount, SplitSummary } from '../../split/parts';

/** What a model is taken to reach where nothing is known: AUROC, and R² of a number. */
export const ASSUMED_AUROC = 0.8;
export const ASSUMED_R2 = 0.2;

/** Widths of 95 % intervals that a validation is planned for. */
export const AUROC_WIDTH = 0.1;
export const OE_WIDTH = 0.4;

export interface DevelopmentSize {
  /** People there are; rows where no column tells patients apart. */
  n: number;
  /** Rows with the outcome, or of the smallest class; null of a number. */
  events: number | null;
  parameters: number;
  criteria: Criterion[];
  wanted: number;
}

/** Rows of each class, in the order of the task. */
const byClass = (parts: readonly Headcount[]): number[] =>
  (parts[0]?.classes ?? []).map((_, c) => parts.reduce((sum, { classes }) => sum + classes[c], 0));

/** The class that decides how much can be said: the outcome where there are two, else the smallest. */
const rarest = (counts: readonly number[]): number =>
  counts.length === 2 ? 1 : counts.indexOf(Math.min(...counts));

function criteriaFor({ parameters, outcome }: SplitSummary, counts: number[], expected: number): Criterion[] {
  if (outcome) return developmentContinuous(expected, parameters, outcome);
  if (counts.length > 2)
    return developmentMultinomial((share) => r2FromAuroc(expected, share), parameters, counts);
  const prevalence = counts[1] / (counts[0] + counts[1]);
  return developmentBinary(r2FromAuroc(expected, prevalence), parameters, prevalence);
}

/**
 * Riley's criteria for a model of this AUROC (between any two classes), or of this R² where the outcome is a number.
 * Null where nobody is of some class, or where there is no column.
 */
export function developmentSize(summary: SplitSummary, expected: number): DevelopmentSize | null {
  const { parameters, outcome, grouped } = summary;
  const parts = summary.parts.filter(({ part }) => part !== 'test');
  const counts = byClass(parts);
  if (parameters === 0 || counts.some((count) => count === 0) || outcome?.sd === 0) return null;
  const criteria = criteriaFor(summary, counts, expected);
  const n = parts.reduce((sum, part) => sum + (grouped ? part.patients : part.rows), 0);
  const events = outcome ? null : counts[rarest(counts)];
  return { n, events, parameters, criteria, wanted: wantedRows(criteria) };
}

export interface SmallTest {
  /** The class of these events, as a place in the task's classes. */
  of: number;
  events: number;
  nonEvents: number;
  /** Of the test part, and of all rows tested in their turn. */
  now: Expected | null;
  inTurn: Expected | null;
  /** Rows of a test part that would do. */
  forAuroc: number;
  forOe: number;
}

/**
 * What a single test part promises where it is too small to say much; else null. Of several classes the smallest
 * against the rest. Null for a number.
 */
export function smallTest(summary: SplitSummary, auroc: number): SmallTest | null {
  const test = summary.parts.find(({ part }) => part === 'test');
  const all = byClass(summary.parts);
  if (!test || all.length < 2) return null;
  const of = rarest(all);
  const against = (counts: readonly number[]): [number, number] => [
    counts[of],
    counts.reduce((sum, count) => sum + count, 0) - counts[of],
  ];
  const [events, nonEvents] = against(test.classes);
  if (Math.min(events, nonEvents) >= MIN_TEST_EVENTS) return null;
  const [allWith, allWithout] = against(all);
  if (allWithout === 0 || allWith === 0) return null;
  const prevalence = allWith / (allWith + allWithout);
  return {
    of,
    events,
    nonEvents,
    now: expectedAuroc(auroc, events, nonEvents),
    inTurn: expectedAuroc(auroc, allWith, allWithout),
    forAuroc: rowsForAuroc(auroc, prevalence, AUROC_WIDTH),
    forOe: rowsForOe(prevalence, OE_WIDTH),
  };
}

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

/** Widths of 95 % intervals that a validation is planned for. */
export const AUROC_WIDTH = 0.1;
export const OE_WIDTH = 0.4;

/** What a model is taken to reach where the user has said nothing. */
export const ASSUMED_AUROC = 0.8;
export const ASSUMED_R2 = 0.15;

export interface DevelopmentSize {
  /** People there are. */
  n: number;
  parameters: number;
  criteria: Criterion[];
  wanted: number;
}

/** People of development; rows where no column tells patients apart. */
const developed = ({ parts, grouped }: SplitSummary): number =>
  parts.reduce((sum, of) => sum + (of.part === 'test' ? 0 : grouped ? of.patients : of.rows), 0);

const byClass = (parts: readonly Headcount[]): [number, number] => [
  parts.reduce((sum, { classes }) => sum + classes[0], 0),
  parts.reduce((sum, { classes }) => sum + classes[1], 0),
];

/** Riley's criteria for a binary outcome and a model of this AUROC; null where only one class, or no column, is there. */
export function developmentSize(
  summary: SplitSummary,
  auroc: number,
): (DevelopmentSize & { events: number }) | null {
  const parts = summary.parts.filter(({ part }) => part !== 'test');
  const [nonEvents, events] = byClass(parts);
  if (events === 0 || nonEvents === 0 || summary.parameters === 0) return null;
  const prevalence = events / (events + nonEvents);
  const criteria = developmentBinary(r2FromAuroc(auroc, prevalence), summary.parameters, prevalence);
  const { parameters } = summary;
  return { n: developed(summary), events, parameters, criteria, wanted: wantedRows(criteria) };
}

/** The same for a number and a model of this R²; null where it does not vary, or no column is there. */
export function developmentSizeOfNumber(summary: SplitSummary, r2: number): DevelopmentSize | null {
  const { parameters, outcome } = summary;
  if (!outcome || outcome.sd === 0 || parameters === 0) return null;
  const criteria = developmentContinuous(r2, parameters, outcome);
  return { n: developed(summary), parameters, criteria, wanted: wantedRows(criteria) };
}

/**
 * The same for more than two classes, each pair of which a model tells apart with this AUROC; `hardest`: the pair that
 * asks for most. Null where a class is not in development, or no column is there.
 */
export function developmentSizeOfClasses(
  summary: SplitSummary,
  auroc: number,
): (DevelopmentSize & { hardest: [number, number] }) | null {
  const { parameters } = summary;
  const parts = summary.parts.filter(({ part }) => part !== 'test');
  const counts = parts[0].classes.map((_, k) => parts.reduce((sum, { classes }) => sum + classes[k], 0));
  if (counts.some((n) => n === 0) || parameters === 0) return null;
  const { criteria, hardest } = developmentMultinomial(counts, parameters, (a, b) =>
    r2FromAuroc(auroc, counts[a] / (counts[a] + counts[b])),
  );
  return { n: developed(summary), parameters, criteria, wanted: wantedRows(criteria), hardest };
}

export interface SmallTest {
  events: number;
  nonEvents: number;
  /** Of the test part, and of all rows tested in their turn. */
  now: Expected | null;
  inTurn: Expected | null;
  /** Rows of a test part that would do. */
  forAuroc: number;
  forOe: number;
}

/** What a single test part of a binary outcome promises where it is too small to say much; else null. */
export function smallTest(summary: SplitSummary, auroc: number): SmallTest | null {
  const test = summary.parts.find(({ part }) => part === 'test');
  if (!test) return null;
  const [nonEvents, events] = byClass([test]);
  if (Math.min(events, nonEvents) >= MIN_TEST_EVENTS) return null;
  const [allWithout, allWith] = byClass(summary.parts);
  if (allWithout === 0 || allWith === 0) return null;
  const prevalence = allWith / (allWith + allWithout);
  return {
    events,
    nonEvents,
    now: expectedAuroc(auroc, events, nonEvents),
    inTurn: expectedAuroc(auroc, allWith, allWithout),
    forAuroc: rowsForAuroc(auroc, prevalence, AUROC_WIDTH),
    forOe: rowsForOe(prevalence, OE_WIDTH),
  };
}

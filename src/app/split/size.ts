import { type Criterion, developmentBinary, wantedRows } from '../../evaluate/sample-size/development';
import { type Expected, expectedAuroc } from '../../evaluate/sample-size/expected-interval';
import { rowsForAuroc, rowsForOe } from '../../evaluate/sample-size/external';
import { r2FromAuroc } from '../../evaluate/sample-size/r2-from-auroc';
import { MIN_TEST_EVENTS } from '../../guard/outcome';
import type { Headcount, SplitSummary } from '../../split/parts';

/** Widths of 95 % intervals that a validation is planned for. */
export const AUROC_WIDTH = 0.1;
export const OE_WIDTH = 0.4;

export interface DevelopmentSize {
  /** People there are; rows where no column tells patients apart. */
  n: number;
  events: number;
  prevalence: number;
  parameters: number;
  criteria: Criterion[];
  wanted: number;
}

const byClass = (parts: readonly Headcount[]): [number, number] => [
  parts.reduce((sum, { classes }) => sum + classes[0], 0),
  parts.reduce((sum, { classes }) => sum + classes[1], 0),
];

/** Riley's criteria for a binary outcome and a model of this AUROC; null where only one class, or no column, is there. */
export function developmentSize(summary: SplitSummary, auroc: number): DevelopmentSize | null {
  const parts = summary.parts.filter(({ part }) => part !== 'test');
  const [nonEvents, events] = byClass(parts);
  if (events === 0 || nonEvents === 0 || summary.parameters === 0) return null;
  const prevalence = events / (events + nonEvents);
  const criteria = developmentBinary(r2FromAuroc(auroc, prevalence), summary.parameters, prevalence);
  const n = parts.reduce((sum, part) => sum + (summary.grouped ? part.patients : part.rows), 0);
  return { n, events, prevalence, parameters: summary.parameters, criteria, wanted: wantedRows(criteria) };
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

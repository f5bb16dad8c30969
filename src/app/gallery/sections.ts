import type { GalleryFacts } from '../../engine/images/api';
import type { Section } from './gallery-lines';

/** Bits of `GalleryFacts.problems`, the gravest first. */
export const PROBLEMS = {
  otherLabel: 4,
  copy: 1,
  alike: 2,
  burnedIn: 8,
  noLabel: 16,
} as const;
export type Problem = keyof typeof PROBLEMS;
/** Shown in groups, side by side. */
const GROUPED: readonly (Problem | null)[] = ['otherLabel', 'copy', 'alike'];

export const problemsOf = (bits: number): Problem[] =>
  (Object.keys(PROBLEMS) as Problem[]).filter((problem) => bits & PROBLEMS[problem]);

/** Pictures with each problem; a label given since takes `noLabel` away. */
export function countProblems({ problems, n }: GalleryFacts, label: Int16Array): Record<Problem, number> {
  const counts = { otherLabel: 0, copy: 0, alike: 0, burnedIn: 0, noLabel: 0 };
  for (let row = 0; row < n; row++)
    for (const problem of problemsOf(bitsNow(problems[row], label[row]))) counts[problem]++;
  return counts;
}

export const bitsNow = (bits: number, label: number): number =>
  label < 0 ? bits | PROBLEMS.noLabel : bits & ~PROBLEMS.noLabel;

interface Names {
  /** Of class i; -1: without a label. */
  classTitle(i: number): string;
  groupTitle(i: number): string;
}

/** What the gallery shows: by class, or only pictures with one problem; those that are alike in groups. */
export function sectionsOf(
  facts: GalleryFacts,
  now: { classes: string[]; label: Int16Array },
  problem: Problem | null,
  names: Names,
): Section[] {
  const has = (row: number) =>
    problem === null || bitsNow(facts.problems[row], now.label[row]) & PROBLEMS[problem];
  if (GROUPED.includes(problem))
    return facts.alike.flatMap((rows, i) =>
      rows.some(has) ? [{ key: `group-${i}`, title: names.groupTitle(i), rows }] : [],
    );
  const byClass: number[][] = [[], ...now.classes.map(() => [])];
  for (let row = 0; row < facts.n; row++) if (has(row)) byClass[now.label[row] + 1].push(row);
  return byClass.map((rows, i) => ({ key: `class-${i - 1}`, title: names.classTitle(i - 1), rows }));
}

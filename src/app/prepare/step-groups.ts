import { steps } from '../../prep/index';
import type { Step } from '../../prep/step';

/** The groups of the menu of steps, each with its steps in the order of the registry. */
const GROUPS = {
  missing: /^impute/,
  categories: /^(one-hot|multi-hot|ordinal|frequency|target-encoding|hashing|icd-chapter)$/,
  datesAndText: /^(date-parts|bag-of-words)$/,
  selection: /^select-/,
  balance: /-sample$/,
} as const;
type StepGroup = keyof typeof GROUPS | 'numbers';
const STEP_GROUPS: readonly StepGroup[] = [
  'missing',
  'categories',
  'numbers',
  'datesAndText',
  'selection',
  'balance',
];

/** What is in no other group rescales numbers. */
const groupOf = ({ name }: Step): StepGroup => {
  for (const [group, names] of Object.entries(GROUPS)) if (names.test(name)) return group as StepGroup;
  return 'numbers';
};

/** Steps whose texts hold every word of the search, group by group; groups without one are left out. */
export function groupedSteps(
  search: string,
  textOf: (step: Step) => string,
): { group: StepGroup; steps: Step[] }[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = steps.filter((step) => {
    const text = `${step.name} ${textOf(step)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return STEP_GROUPS.map((group) => ({
    group,
    steps: found.filter((step) => groupOf(step) === group),
  })).filter((g) => g.steps.length > 0);
}

/** The first sentence of a text: a full stop with a blank behind it ends one in both languages. */
export const firstSentence = (text: string): string => /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;

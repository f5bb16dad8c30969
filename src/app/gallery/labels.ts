import type { GalleryFacts } from '../../engine/images/api';
import type { Study } from '../../study/schema';

type Told = Pick<GalleryFacts, 'classes' | 'label' | 'n'>;

/** Classes and labels with those that were given by hand since they were told. -1 is no label. */
export function labelsNow(
  { classes, label, n }: Told,
  hand: Record<string, string> | undefined,
): { classes: string[]; label: Int16Array } {
  const now = { classes: [...classes], label: label.slice() };
  for (const [key, name] of Object.entries(hand ?? {})) {
    const row = Number(key);
    if (row >= n) continue;
    if (name !== '' && !now.classes.includes(name)) now.classes.push(name);
    now.label[row] = name === '' ? -1 : now.classes.indexOf(name);
  }
  return now;
}

/**
 * The study with one picture's label given by hand; the empty text takes it away. A label that is new becomes a
 * class of the outcome, and two classes make an outcome where there was none.
 */
export function labelled(study: Study, told: Told, row: number, name: string): Study {
  const { images, columns, task } = study;
  if (!images) return study;
  const hand = { ...images.hand, [row]: name };
  const next = { ...study, images: { ...images, hand } };
  const target = task?.target ?? columns.find((column) => column.role === 'target')?.name;
  if (target === undefined) return next;
  const now = labelsNow(told, hand);
  const used = new Set(now.label);
  const known = task?.classes ?? [];
  const classes = [...known, ...now.classes.filter((label, i) => used.has(i) && !known.includes(label))];
  if (classes.length < 2 || classes.length === known.length) return next;
  return { ...next, task: { target, classes, kind: classes.length === 2 ? 'binary' : 'multiclass' } };
}

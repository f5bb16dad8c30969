import type { Table } from '../../data/dataset';
import { withHandLabels } from '../../data/images/hand-labels';
import { materialize } from '../../data/materialize';
import type { Parts } from '../../split/parts';
import type { Study } from '../../study/schema';
import type { GalleryFacts } from './api';
import { alikeIn, type HeldPictures, type PictureFindings } from './held';

/** Bits of `GalleryFacts.problems`. */
const EXACT = 1;
const NEAR = 2;
const TWO_LABELS = 4;
const BURNED_IN = 8;
const NO_LABEL = 16;

/** Every picture of the study by row. `parts` is null where they cannot be made yet. */
export function galleryOf(
  given: Table,
  study: Study,
  { source, record: { findings } }: HeldPictures,
  parts: Parts | null,
): GalleryFacts {
  const table = withHandLabels(given, study);
  const { n } = table;
  const { data, target } = materialize(table, study.columns, study.task);
  const label = Int16Array.from({ length: n }, (_, row) =>
    target && target.kind !== 'regression' && !Number.isNaN(target.y[row]) ? target.y[row] : -1,
  );
  const facts: GalleryFacts = {
    n,
    classes: target?.classes ?? [],
    label,
    unit: data.unit,
    part: parts && partOf(n, parts),
    width: new Uint32Array(n),
    height: new Uint32Array(n),
    channels: new Uint8Array(n),
    problems: problemsOf(n, target?.kind === 'regression' ? null : label, findings),
    alike: alikeIn(findings),
  };
  for (let row = 0; row < n; row++) {
    const { width, height, channels } = source.info(row);
    facts.width[row] = width;
    facts.height[row] = height;
    facts.channels[row] = channels;
  }
  return facts;
}

function partOf(n: number, { test, folds }: Parts): Uint8Array {
  const part = new Uint8Array(n);
  for (const row of folds[0].train) part[row] = 1;
  for (const row of folds[0].valid) part[row] = 2;
  for (const row of test) part[row] = 3;
  return part;
}

function problemsOf(
  n: number,
  label: Int16Array | null,
  { exact, near, notices }: PictureFindings,
): Uint8Array {
  const problems = new Uint8Array(n);
  const mark = (group: readonly number[], bit: number) => {
    for (const row of group) problems[row] |= bit;
  };
  for (const group of exact) mark(group, EXACT);
  for (const group of near) mark(group, NEAR);
  for (const group of alikeIn({ exact, near, notices }))
    if (label && new Set(group.map((row) => label[row]).filter((code) => code >= 0)).size > 1)
      mark(group, TWO_LABELS);
  mark(notices.burnedIn ?? [], BURNED_IN);
  label?.forEach((code, row) => {
    if (code < 0) problems[row] |= NO_LABEL;
  });
  return problems;
}

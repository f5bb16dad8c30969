import type { FlowKind, FlowStage } from '../../engine/protocol';
import { KINDS } from './flow-lanes';

export interface ColumnGroup {
  kind: FlowKind;
  names: string[];
}

/** The columns a step could act on, by kind; those that hold the searched letters. */
export function columnGroups(stage: FlowStage, could: readonly string[], search: string): ColumnGroup[] {
  const able = new Set(could);
  const wanted = search.trim().toLowerCase();
  return KINDS.map((kind) => ({
    kind,
    names: stage.columns.flatMap((c) =>
      c.kind === kind && able.has(c.name) && c.name.toLowerCase().includes(wanted) ? [c.name] : [],
    ),
  })).filter(({ names }) => names.length > 0);
}

/**
 * The choice after some columns were switched. All that the step could act on is no choice (null), so that columns
 * which come later are included. Chosen columns that are not there now stay chosen: a step before may bring them back.
 */
export function withColumns(
  could: readonly string[],
  chosen: readonly string[] | undefined,
  names: readonly string[],
  on: boolean,
): string[] | null {
  const next = new Set(chosen ?? could);
  for (const name of names) {
    if (on) next.add(name);
    else next.delete(name);
  }
  if (could.every((name) => next.has(name)) && next.size === could.length) return null;
  const there = could.filter((name) => next.has(name));
  return [...there, ...[...next].filter((name) => !could.includes(name))];
}

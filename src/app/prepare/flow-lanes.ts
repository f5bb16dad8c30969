import type { Flow, FlowKind, FlowStage } from '../../engine/protocol';

/** Kinds of columns in the order of their lanes: what a network can read stands first. */
export const KINDS = [
  'num',
  'cat',
  'ordered',
  'multi',
  'date',
  'text',
] as const satisfies readonly FlowKind[];

export const countsOf = ({ columns }: FlowStage): Record<FlowKind, number> => {
  const counts = { num: 0, cat: 0, ordered: 0, multi: 0, date: 0, text: 0 };
  for (const { kind } of columns) counts[kind]++;
  return counts;
};

/** The lanes that the picture needs: a lane that is empty all the way is not drawn, numbers always are. */
export function lanesOf(stages: readonly FlowStage[]): FlowKind[] {
  const counts = stages.map(countsOf);
  return KINDS.filter((kind) => kind === 'num' || counts.some((c) => c[kind] > 0));
}

/** Kinds whose columns a step turned into others: from its lane to the lane that gained new columns. */
export function turnsOf(before: FlowStage, after: FlowStage): { from: FlowKind; to: FlowKind }[] {
  const was = new Map(before.columns.map(({ name, kind }) => [name, kind]));
  const now = new Map(after.columns.map(({ name, kind }) => [name, kind]));
  const turns = new Map<string, { from: FlowKind; to: FlowKind }>();
  const turn = (from: FlowKind, to: FlowKind) => from !== to && turns.set(`${from} ${to}`, { from, to });
  const left = new Set<FlowKind>();
  for (const [name, from] of was) {
    const to = now.get(name);
    if (to === undefined) left.add(from);
    else turn(from, to);
  }
  const made = new Set([...now].flatMap(([name, kind]) => (was.has(name) ? [] : [kind])));
  for (const from of left) for (const to of made) turn(from, to);
  return [...turns.values()];
}

/** Names that a step made and names that it took away. */
export function changedNames(before: FlowStage, after: FlowStage): { made: string[]; gone: string[] } {
  const was = new Set(before.columns.map((c) => c.name));
  const now = new Set(after.columns.map((c) => c.name));
  return {
    made: after.columns.flatMap(({ name }) => (was.has(name) ? [] : [name])),
    gone: before.columns.flatMap(({ name }) => (now.has(name) ? [] : [name])),
  };
}

/** How much of a flow still holds for these steps: the stages and steps up to the first step that is another. */
export function validStages(flow: Flow | null, ids: readonly string[]): number {
  if (!flow) return 0;
  const differs = ids.findIndex((id, at) => flow.steps[at]?.id !== id);
  return Math.min(flow.stages.length, (differs < 0 ? ids.length : differs) + 1);
}

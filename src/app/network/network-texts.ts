import type { Sketch, SketchPart, Stage } from '../../models/sketch';
import type { Development } from '../../study/events';
import type { Study } from '../../study/schema';
import type { CellWords } from '../charts/cell-drawing';
import type { NetworkBox } from '../charts/network-layout';
import { formatCount, formatPercent } from '../ui/number';
import type { TrialNetwork } from './trial-network';

/** A text of any namespace, filled, and a list in words. */
export interface Say {
  say(key: string, fill?: Record<string, unknown>): string;
  list(parts: readonly string[]): string;
}

/** What a network learns from. */
export interface LearnsFrom {
  /** Null in journals of earlier versions. */
  development: Development | null;
  unit: 'patients' | 'rows' | 'pictures';
  /** Several validation parts, else one. */
  folds: boolean;
}

export const learnsFrom = (
  { images, split: { validation } }: Pick<Study, 'images' | 'split'>,
  development: Development | null,
): LearnsFrom => ({
  development,
  unit: images ? 'pictures' : development && development.patients < development.rows ? 'rows' : 'patients',
  folds: validation.kind === 'kfold' || validation.kind === 'sites',
});

/** Numbers to learn for each row from which on it is said. */
const MANY = 5;

const isStage = (part: SketchPart): part is Stage => part.kind === 'stage' || part.kind === 'backbone';
const stagesOf = ({ parts }: Sketch): Stage[] => parts.filter(isStage);
const hiddenOf = ({ parts }: Sketch): number[] =>
  parts.flatMap((part) => (part.kind === 'hidden' ? [part.units] : []));

const hasShortcuts = ({ parts }: Sketch): boolean =>
  parts.some((part) => (part.kind === 'stage' && part.past > 0) || (part.kind === 'hidden' && part.past));

const counted = ({ say }: Say, key: string, count: number, more: Record<string, unknown> = {}): string =>
  say(`network:${key}`, { count, n: formatCount(count), ...more });

/** The parts of a drawing, from input to output. */
export function networkBoxes({ sketch, cell }: TrialNetwork, words: Say): NetworkBox[] {
  const stages = sketch.parts.filter(({ kind }) => kind === 'stage');
  // Where pictures are large, the first layers are no stage of cells.
  const firstOfCells = cell ? stages.length - cell.all / cell.each : stages.length;
  return sketch.parts.map((part, i) => {
    const cells = cell && part.kind === 'stage' && stages.indexOf(part) >= firstOfCells ? cell.each : 0;
    return {
      key: `${i} ${part.kind}`,
      look: lookOf(part),
      size: sizeOf(part),
      lines: linesOf(part, cells, words),
    };
  });
}

function lookOf({ kind }: SketchPart): NetworkBox['look'] {
  if (kind === 'columns' || kind === 'picture') return 'input';
  if (kind === 'backbone') return 'frozen';
  return kind === 'output' ? 'output' : 'learned';
}

const sizeOf = (part: SketchPart): NetworkBox['size'] =>
  'shape' in part ? { kind: 'maps', shape: part.shape } : { kind: 'units', units: part.units };

function linesOf(part: SketchPart, cells: number, words: Say): string[] {
  const { say } = words;
  const of = (key: string, count: number) => counted(words, `part.${key}`, count);
  const dropout = (rate: number) =>
    rate > 0 ? [say('network:part.dropout', { percent: formatPercent(rate) })] : [];
  switch (part.kind) {
    case 'columns':
      return [of('columns', part.units), say('network:part.input')];
    case 'picture': {
      const [height, width, channels] = part.shape;
      return [
        say('network:part.size', { height, width }),
        say('network:part.picture'),
        ...(channels > 1 ? [of('channels', channels)] : []),
      ];
    }
    case 'stage':
    case 'backbone': {
      const [height, width, channels] = part.shape;
      const some = (key: string, count: number) => (count > 0 ? [of(key, count)] : []);
      return [
        say('network:part.maps', { height, width, channels: formatCount(channels) }),
        ...(part.kind === 'backbone' ? [say('network:part.backbone')] : []),
        ...some('cells', cells),
        ...some('convolutions', part.convolutions),
        ...(part.kind === 'backbone' || cells > 0
          ? []
          : [
              // The pooling of a module is one of its ways.
              ...(part.modules > 0 ? some('modules', part.modules) : some('pools', part.pools)),
              ...some('past', part.past),
              ...some('dense', part.dense),
            ]),
      ];
    }
    case 'mean':
      return [
        of('means', part.units),
        ...(part.columns > 0 ? [of('beside', part.columns)] : []),
        ...dropout(part.dropout),
      ];
    case 'hidden':
      return [
        of('units', part.units),
        say('network:part.hidden'),
        ...(part.past ? [of('past', 1)] : []),
        ...dropout(part.dropout),
      ];
    case 'output':
      return [of('outputs', part.units), say(`network:part.output.${part.loss}`)];
  }
}

export const cellWords = ({ say }: Say): CellWords => {
  const operation = (name: string) => say(`network:cell.operation.${name}`);
  return {
    title: say('network:cell.title'),
    points: [say('network:cell.input'), 'A', 'B', say('network:cell.output')],
    operation: {
      conv1: operation('conv1'),
      conv3: operation('conv3'),
      pool3: operation('pool3'),
      skip: operation('skip'),
    },
  };
};

/** How the network is built, in one sentence without its end. */
function structureOf({ sketch, tuned }: TrialNetwork, words: Say): string {
  const { say, list } = words;
  const hidden = hiddenOf(sketch);
  const [input] = sketch.parts;
  if (input.kind === 'columns') {
    if (hidden.length === 0)
      return say('network:structure.linear', { columns: counted(words, 'part.columns', input.units) });
    const key = hidden.length <= 4 ? String(hidden.length) : 'more';
    return say(`network:structure.hidden.${key}`, { n: hidden.length, units: list(hidden.map(formatCount)) });
  }
  const stages = stagesOf(sketch);
  const maps = formatCount(stages.at(-1)?.shape[2] ?? 0);
  if (sketch.frozen > 0)
    return say(`network:structure.${tuned ? 'tuned' : 'backbone'}`, {
      features: maps,
      head: say(`network:structure.head.${hidden.length > 0 ? 'hidden' : 'linear'}`, {
        units: hidden.map(formatCount).join(', '),
      }),
    });
  const n = stages.reduce((sum, { convolutions }) => sum + convolutions, 0);
  const side = ([height, width]: readonly number[]) => say('network:part.size', { height, width });
  return say(`network:structure.picture.${n === 1 ? 'one' : 'many'}`, {
    n: formatCount(n),
    maps,
    first: input.kind === 'picture' ? side(input.shape) : '',
    last: side(stages.at(-1)?.shape ?? []),
  });
}

/** What a cell does, by what lies on its ways. */
function cellSentences({ cell }: TrialNetwork, words: Say): string[] {
  if (!cell) return [];
  const { say, list } = words;
  const live = cell.edges.filter((edge) => edge.live);
  const operations = (['conv3', 'conv1', 'pool3', 'skip'] as const).flatMap((operation) => {
    const count = live.filter((edge) => edge.operation === operation).length;
    return count > 0 ? [say(`network:cell.count.${operation}`, { count })] : [];
  });
  return [
    say(`network:cell.sentence.${cell.all === 1 ? 'one' : 'many'}`, {
      n: cell.all,
      operations: list(operations),
    }),
    ...(live.length < cell.edges.length ? [say('network:cell.dead')] : []),
  ];
}

/** Where there are many more numbers to learn than rows to learn from: that it is so, and what guards against it. */
function manyNumbers({ sketch, ...network }: TrialNetwork, from: LearnsFrom, { say, list }: Say): string[] {
  const times = sketch.learned / (from.development?.rows ?? Number.POSITIVE_INFINITY);
  if (times < MANY) return [];
  const guards = [
    ...(network.weightDecay ? ['weightDecay'] : []),
    ...(network.dropout ? ['dropout'] : []),
    network.penalty ? 'penalty' : 'epoch',
  ];
  return [
    say(`network:many.${from.unit}`, {
      times: formatCount(Math.round(times)),
      guards: list(guards.map((guard) => say(`network:guards.${guard}`))),
      scored: say(`network:scored.${from.folds ? 'folds' : 'part'}`),
    }),
  ];
}

/** The network for a doctor: how it is built, how much is learned of how many, and what that means. */
export function networkSentences(network: TrialNetwork, from: LearnsFrom, words: Say): string[] {
  const { say } = words;
  const { sketch } = network;
  const { development, unit } = from;
  const several = development && development.patients < development.rows;
  const told = { structure: structureOf(network, words), learned: formatCount(sketch.learned) };
  const stages = stagesOf(sketch).filter(({ kind }) => kind === 'stage');
  const mean = sketch.parts.find((part) => part.kind === 'mean');
  const modules = Math.max(0, ...stages.map(({ ways }) => ways));
  return [
    development
      ? say('network:learned', {
          ...told,
          from: say(`network:from.${unit}${unit === 'pictures' && several ? 'Of' : ''}`, {
            rows: formatCount(development.rows),
            patients: formatCount(development.patients),
          }),
        })
      : say('network:learnedAlone', told),
    ...(sketch.frozen > 0 ? [say('network:frozen', { n: formatCount(sketch.frozen) })] : []),
    ...(mean && mean.columns > 0 ? [counted(words, 'beside', mean.columns)] : []),
    ...(!network.cell && sketch.frozen === 0 && hasShortcuts(sketch) ? [say('network:past')] : []),
    ...(stages.some(({ dense }) => dense > 0) ? [say('network:dense')] : []),
    ...(modules > 0 ? [say('network:modules', { n: modules })] : []),
    ...cellSentences(network, words),
    ...manyNumbers(network, from, words),
  ];
}

/** What somebody who does not see the drawing is told of it. */
export const networkDescription = (network: TrialNetwork, words: Say): string =>
  words.say('network:described', {
    parts: networkBoxes(network, words)
      .map(({ lines }) => lines.join(', '))
      .join('; '),
  });

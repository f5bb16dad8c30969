import { textWidth } from './text-width';

/** One part of a network as it is drawn. */
export interface NetworkBox {
  key: string;
  look: 'input' | 'learned' | 'frozen' | 'output';
  /** Units of a layer, or maps: [height, width, channels]. */
  size: { kind: 'units'; units: number } | { kind: 'maps'; shape: readonly [number, number, number] };
  /** The first says how large it is. */
  lines: string[];
}

export interface PlacedBox {
  box: NetworkBox;
  /** Of the front one, where maps stand behind each other. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Maps behind the front one, each `STEP` further up and right. */
  behind: number;
  /** Of the first line, its middle. */
  label: { x: number; y: number; anchor: 'middle' | 'start' };
}

export interface NetworkLayout {
  /** From left to right; else from top to bottom. */
  across: boolean;
  boxes: PlacedBox[];
  arrows: { x: number; y: number; length: number }[];
  height: number;
}

export const STEP = 3;
export const LINE = 15;
/** Of the first line, and of those below it. */
const FONTS = [12, 11] as const;

export const fontOf = (line: number): number => FONTS[Math.min(line, 1)];

const MOST_BEHIND = 5;
/** Of the column that boxes stand in, from top to bottom; and the room for an arrow between two. */
const COLUMN = 96;
const BETWEEN = 20;
/** Between a box and its label beside it; and at least between two labels side by side. */
const [GAP, ROOM] = [8, 6];

/** Pixels by the logarithm of a size: twice as large is so much more, whatever the size. */
const logSize = (size: number, least: number, step: number): number =>
  least + step * Math.log2(Math.max(1, size));

function extent({ size }: NetworkBox, across: boolean) {
  if (size.kind === 'units') {
    const [long, short] = across
      ? [logSize(size.units, 16, 9), 20]
      : [Math.min(COLUMN, logSize(size.units, 12, 7)), 14];
    return { width: across ? short : long, height: across ? long : short, behind: 0 };
  }
  const [high, wide, channels] = size.shape;
  const side = across ? logSize(Math.max(high, wide), 18, 8.5) : logSize(Math.max(high, wide), 14, 4.5);
  const scaled = (length: number) => Math.max(8, (side * length) / Math.max(high, wide));
  return {
    width: scaled(wide),
    height: scaled(high),
    behind: Math.min(MOST_BEHIND, Math.floor(Math.log2(Math.max(1, channels)))),
  };
}

/** Boxes side by side where every label has room below its own, else below each other with labels beside them. */
export function layoutNetwork(boxes: readonly NetworkBox[], width: number): NetworkLayout {
  const column = width / boxes.length;
  const widest = Math.max(
    ...boxes.flatMap(({ lines }) => lines.map((line, i) => textWidth(line, fontOf(i)))),
  );
  return widest + ROOM <= column ? across(boxes, column) : down(boxes);
}

function across(boxes: readonly NetworkBox[], column: number): NetworkLayout {
  const extents = boxes.map((box) => extent(box, true));
  const highest = Math.max(...extents.map(({ height, behind }) => height + behind * STEP));
  const middle = highest / 2 + 2;
  const labels = highest + 4 + LINE;
  const placed = boxes.map((box, i): PlacedBox => {
    const { width, height, behind } = extents[i];
    const centre = (i + 0.5) * column;
    return {
      box,
      x: centre - (width + behind * STEP) / 2,
      y: middle - (height - behind * STEP) / 2,
      width,
      height,
      behind,
      label: { x: centre, y: labels, anchor: 'middle' },
    };
  });
  const rightOf = ({ x, width, behind }: PlacedBox) => x + width + behind * STEP;
  return {
    across: true,
    boxes: placed,
    arrows: placed.slice(1).map((box, i) => {
      const x = rightOf(placed[i]) + 5;
      return { x, y: middle, length: box.x - 5 - x };
    }),
    height: labels + LINE * (Math.max(...boxes.map(({ lines }) => lines.length)) - 0.5),
  };
}

function down(boxes: readonly NetworkBox[]): NetworkLayout {
  const placed: PlacedBox[] = [];
  const arrows: NetworkLayout['arrows'] = [];
  let y = 2;
  for (const [i, box] of boxes.entries()) {
    const { width, height, behind } = extent(box, false);
    const own = Math.max(height + behind * STEP, box.lines.length * LINE);
    placed.push({
      box,
      x: (COLUMN - width - behind * STEP) / 2,
      y: y + (own - height + behind * STEP) / 2,
      width,
      height,
      behind,
      label: { x: COLUMN + GAP, y: y + own / 2 - ((box.lines.length - 1) / 2) * LINE, anchor: 'start' },
    });
    if (i < boxes.length - 1) {
      const bottom = y + own / 2 + (height + behind * STEP) / 2;
      const next = extent(boxes[i + 1], false);
      const nextOwn = Math.max(next.height + next.behind * STEP, boxes[i + 1].lines.length * LINE);
      const top = y + own + BETWEEN + (nextOwn - next.height - next.behind * STEP) / 2;
      arrows.push({ x: COLUMN / 2, y: bottom + 3, length: top - 4 - (bottom + 3) });
    }
    y += own + BETWEEN;
  }
  return { across: false, boxes: placed, arrows, height: y - BETWEEN + 2 };
}

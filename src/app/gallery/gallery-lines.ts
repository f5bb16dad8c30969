/** Pictures under one heading. */
export interface Section {
  key: string;
  title: string;
  rows: readonly number[];
}

/** A line of the gallery as it is drawn, `top` and `height` in px. `first`: place of its first picture among all. */
export type Line =
  | { kind: 'head'; section: Section; top: number; height: number }
  | { kind: 'tiles'; rows: readonly number[]; first: number; top: number; height: number };

export function linesOf(
  sections: readonly Section[],
  columns: number,
  heights: { head: number; tile: number },
): { lines: Line[]; height: number } {
  const lines: Line[] = [];
  let top = 0;
  let first = 0;
  for (const section of sections) {
    if (section.rows.length === 0) continue;
    lines.push({ kind: 'head', section, top, height: heights.head });
    top += heights.head;
    for (let at = 0; at < section.rows.length; at += columns) {
      const rows = section.rows.slice(at, at + columns);
      lines.push({ kind: 'tiles', rows, first, top, height: heights.tile });
      first += rows.length;
      top += heights.tile;
    }
  }
  return { lines, height: top };
}

/** The lines of which a part lies between two heights. */
export function linesBetween(lines: readonly Line[], from: number, to: number): readonly Line[] {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].top + lines[middle].height > from) high = middle;
    else low = middle + 1;
  }
  let end = low;
  while (end < lines.length && lines[end].top < to) end++;
  return lines.slice(low, end);
}

type Tiles = Extract<Line, { kind: 'tiles' }>;

/** Place after an arrow key: up and down stay in the column as far as the line there is long enough. */
export function moved(lines: readonly Line[], place: number, key: string): number {
  const tiles = lines.filter((line): line is Tiles => line.kind === 'tiles');
  const last = tiles.at(-1);
  if (!last) return 0;
  const count = last.first + last.rows.length;
  const at = tiles.findIndex(({ first, rows }) => place >= first && place < first + rows.length);
  const column = place - tiles[at].first;
  const inLine = (line: Tiles | undefined) =>
    line ? line.first + Math.min(column, line.rows.length - 1) : place;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, place - 1);
    case 'ArrowRight':
      return Math.min(count - 1, place + 1);
    case 'ArrowUp':
      return inLine(tiles[at - 1]);
    case 'ArrowDown':
      return inLine(tiles[at + 1]);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return place;
  }
}

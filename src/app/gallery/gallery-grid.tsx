import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryFacts } from '../../engine/images/api';
import { seriesColor } from '../charts/palette';
import { formatCount } from '../ui/number';
import classes from './gallery.module.css';
import { type Line, linesBetween, linesOf, moved, type Section } from './gallery-lines';
import { GalleryTile } from './gallery-tile';
import { KEYED } from './label-keys';
import { bitsNow } from './sections';

/** px. */
const TILE = 104;
const GAP = 8;
const HEAD = 40;
/** Lines above and below the window that are drawn too: what is drawn changes once a tile, not once a pixel. */
const SPARE = 2 * TILE;

interface Props {
  sha256: string;
  facts: GalleryFacts;
  now: { classes: string[]; label: Int16Array };
  sections: Section[];
  words(row: number): string;
  onOpen(row: number): void;
  onLabel(row: number, name: string): void;
}

/** The pictures as tiles, only those in sight drawn. One of them is current: arrows move, numbers label, Enter opens. */
export function GalleryGrid({ sha256, facts, now, sections, words, onOpen, onLabel }: Props) {
  const { t } = useTranslation('images');
  const id = useId();
  const { ref: inner, width } = useElementSize<HTMLDivElement>();
  const { ref: box, height } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(box, scroller);
  const [scroll, setScroll] = useState(0);
  const [chosen, setChosen] = useState(-1);
  const columns = Math.max(1, Math.floor((width + GAP) / (TILE + GAP)));
  const side = width > 0 ? (width - GAP * (columns - 1)) / columns : TILE;
  const { lines, height: whole } = useMemo(
    () => linesOf(sections, columns, { head: HEAD, tile: side + GAP }),
    [sections, columns, side],
  );
  const order = useMemo(() => sections.flatMap((section) => section.rows), [sections]);
  const place = Math.max(0, order.indexOf(chosen));
  const current = order[place];
  const colours = useMemo(() => now.classes.map((_, i) => seriesColor(i)), [now.classes]);

  const reveal = (to: number) => {
    const line = lines.find((l) => l.kind === 'tiles' && to >= l.first && to < l.first + l.rows.length);
    const box = scroller.current;
    if (!line || !box) return;
    if (line.top - HEAD < box.scrollTop) box.scrollTop = line.top - HEAD;
    else if (line.top + line.height > box.scrollTop + box.clientHeight)
      box.scrollTop = line.top + line.height - box.clientHeight;
  };
  /** The labelled picture may go to another heading: the one that followed it is next, wherever it stands. */
  const label = (name: string) => {
    onLabel(current, name);
    setChosen(order[place + 1] ?? current);
  };
  const press = (event: KeyboardEvent) => {
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const number = Number.parseInt(event.key, 10);
    if (event.key === 'Enter') onOpen(current);
    else if (number === 0 || event.key === 'Delete') label('');
    else if (number >= 1 && number <= Math.min(KEYED, now.classes.length)) label(now.classes[number - 1]);
    else {
      const to = moved(lines, place, event.key);
      if (to === place) return;
      setChosen(order[to]);
      reveal(to);
    }
    event.preventDefault();
  };
  const drawn = linesBetween(lines, scroll - SPARE, scroll + height + SPARE);
  return (
    <div
      ref={ref}
      className={classes.grid}
      style={{ blockSize: `min(${whole + GAP}px, 36rem, 70dvh)` }}
      role="listbox"
      tabIndex={0}
      aria-label={t('gallery.list')}
      aria-activedescendant={current === undefined ? undefined : `${id}-${current}`}
      data-testid="gallery"
      onScroll={(event) => setScroll(Math.floor(event.currentTarget.scrollTop / TILE) * TILE)}
      onKeyDown={press}
    >
      <div ref={inner} role="presentation" style={{ blockSize: whole, position: 'relative' }}>
        {drawn.map((line: Line) =>
          line.kind === 'head' ? (
            <div
              key={line.section.key}
              role="presentation"
              className={classes.head}
              style={{ top: line.top }}
            >
              {line.section.title} <span>{formatCount(line.section.rows.length)}</span>
            </div>
          ) : (
            <div
              key={`${line.first}`}
              role="presentation"
              className={classes.line}
              style={{ top: line.top, gap: GAP, gridTemplateColumns: `repeat(${columns}, ${side}px)` }}
            >
              {line.rows.map((row, i) => (
                <GalleryTile
                  key={row}
                  id={`${id}-${row}`}
                  sha256={sha256}
                  row={row}
                  place={line.first + i}
                  count={order.length}
                  current={row === current}
                  label={words(row)}
                  colour={colours[now.label[row]]}
                  warned={bitsNow(facts.problems[row], now.label[row]) !== 0}
                  onChoose={setChosen}
                  onOpen={onOpen}
                />
              ))}
            </div>
          ),
        )}
      </div>
    </div>
  );
}

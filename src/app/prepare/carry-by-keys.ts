import type { KeyboardCoordinateGetter } from '@dnd-kit/core';

/**
 * The arrow keys carry a card to the middle of its neighbour. Cards differ much in height: edges, as dnd-kit's own
 * getter lays them together, would leave a tall card nearest to the place that it came from.
 */
export const carryByKeys: KeyboardCoordinateGetter = (event, { context }) => {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  const { active, over, collisionRect, droppableRects } = context;
  if (!way || !active || !collisionRect) return undefined;
  event.preventDefault();
  const places = [...droppableRects].sort(([, a], [, b]) => a.top - b.top);
  const at = places.findIndex(([id]) => id === (over?.id ?? active.id));
  const next = places[at + way]?.[1];
  if (!next) return undefined;
  return { x: collisionRect.left, y: next.top + (next.height - collisionRect.height) / 2 };
};

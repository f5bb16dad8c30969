/** A dot and how wide its name is written; 0 where it has none and only must not be covered. */
export interface NamedMark {
  x: number;
  y: number;
  width: number;
}

/** Pixels on a screen: a line of such names, and from the middle of a dot to where its name begins. */
export const [NAME_HEIGHT, NAME_REACH] = [12, 5];

interface Space {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Place {
  x: number;
  y: number;
}

/** Steps from a dot to where its name may stand, the best first: a half is a half of the name's own width or height. */
const STEPS: readonly (readonly [number, number])[] = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [0, -3],
  [0, 3],
  [2, -3],
  [-2, -3],
];

/**
 * Middle of each mark's name: beside its dot, within the space, on no other name and no dot where there is such a
 * place. Earlier marks choose first. All lengths in the same unit; `height` of a line, `reach` from a dot's middle to
 * where its name may begin.
 */
export function placeNames(
  marks: readonly NamedMark[],
  space: Space,
  height: number,
  reach: number,
): (Place | null)[] {
  const dots = marks.map(({ x, y }) => around({ x, y }, 2 * reach, 2 * reach));
  const taken: Space[] = [];
  return marks.map(({ x, y, width }, own) => {
    if (width === 0) return null;
    const places = STEPS.map(([across, up]) =>
      within(
        {
          x: x + across * (reach + width / 2),
          y: y + Math.sign(up) * reach + (up * height) / 2,
        },
        space,
        width,
        height,
      ),
    );
    const free = places.find((place) => {
      const box = around(place, width, height);
      return !taken.some((t) => meet(t, box)) && !dots.some((d, i) => i !== own && meet(d, box));
    });
    const place = free ?? places[0];
    taken.push(around(place, width, height));
    return place;
  });
}

const around = ({ x, y }: Place, width: number, height: number): Space => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const within = ({ x, y }: Place, space: Space, width: number, height: number): Place => ({
  x: Math.min(space.right - width / 2, Math.max(space.left + width / 2, x)),
  y: Math.min(space.bottom - height / 2, Math.max(space.top + height / 2, y)),
});

const meet = (a: Space, b: Space): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

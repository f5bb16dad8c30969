/** Shades of one ink, weak to strong: an order that every eye and a grey print can read, on light and dark alike. */
const SHADES = [0.25, 0.4, 0.58, 0.78, 1] as const;

/** Opacity of a place in an order, 0 (weak) to 1 (strong). */
export const shadeOf = (share: number): number =>
  SHADES[Math.min(SHADES.length - 1, Math.max(0, Math.floor(share * SHADES.length)))];

/** What has the same shade is one path; the strong ones come last and lie on top. */
export function byShade<T>(items: readonly T[], share: (item: T) => number): { shade: number; items: T[] }[] {
  return SHADES.map((shade) => ({
    shade,
    items: items.filter((item) => shadeOf(share(item)) === shade),
  })).filter((group) => group.items.length > 0);
}

export const ALL_SHADES: readonly number[] = SHADES;

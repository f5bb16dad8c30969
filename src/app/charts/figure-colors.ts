/** A figure's inks, [light, dark]. On screen they are CSS variables; in a downloaded file the light ones, for paper. */
const INKS = {
  ink: ['#1d2329', '#e2e6ea'],
  muted: ['#56606b', '#a3acb6'],
  grid: ['#e6eaee', '#2b323a'],
  paper: ['#ffffff', '#15191e'],
  accent: ['#0d6b80', '#76bac8'],
  tint: ['#cfe6eb', '#1f4650'],
} as const;

type Ink = keyof typeof INKS;

export const ink = (name: Ink): string => `var(--figure-${name})`;

/** Set on a figure's frame; follows the page's colour scheme. */
export const inkVariables: Record<string, string> = Object.fromEntries(
  Object.entries(INKS).map(([name, [light, dark]]) => [`--figure-${name}`, `light-dark(${light}, ${dark})`]),
);

/** Markup with its inks as on paper: no variable of the page is left in it. */
export const onPaper = (markup: string): string =>
  markup.replace(/var\(--figure-(\w+)\)/g, (whole, name: string) =>
    Object.hasOwn(INKS, name) ? INKS[name as Ink][0] : whole,
  );

/** Serialized SVG as a file of its own: no variable of the page is left in it, and its ground is white. */
export function standaloneSvg(markup: string): string {
  const coloured = onPaper(markup);
  const ground = `<rect width="100%" height="100%" fill="${INKS.paper[0]}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${coloured.replace(/<svg[^>]*>/, (open) => open + ground)}\n`;
}

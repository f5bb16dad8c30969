/**
 * Cividis (Nuñez, Anderton & Renslow, PLOS ONE 2018): from blue to yellow with even steps in lightness, the same to
 * readers with and without a colour vision deficiency. Nine stops of it, by matplotlib 3.11.2.
 */
const STOPS = [
  [0, 34, 78],
  [26, 56, 111],
  [67, 78, 108],
  [97, 101, 111],
  [125, 124, 120],
  [154, 147, 118],
  [187, 173, 109],
  [221, 200, 88],
  [254, 232, 56],
] as const;

/** Red, green and blue of a heat from 0 to 1. */
export function heatColour(heat: number): [number, number, number] {
  const at = Math.max(0, Math.min(1, heat)) * (STOPS.length - 1);
  const from = Math.min(STOPS.length - 2, Math.floor(at));
  const share = at - from;
  return [0, 1, 2].map((k) => Math.round(STOPS[from][k] * (1 - share) + STOPS[from + 1][k] * share)) as [
    number,
    number,
    number,
  ];
}

/** [height, width, 4] of a heat map; what is cold is clear, so that the picture below stays seen. */
export function heatPixels(heat: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(heat.length * 4);
  heat.forEach((value, i) => {
    const [r, g, b] = heatColour(value);
    rgba.set([r, g, b, 255 * Math.max(0, Math.min(1, 1.5 * value))], 4 * i);
  });
  return rgba;
}

import { emptyPicture, type Picture, type PixelUnit } from '../data/images/picture';
import { rng } from '../study/random';

// For this folder's tests: made-up pictures that the steps of the app and those of the Python package are compared on.

type Look = Pick<Picture, 'width' | 'height' | 'channels' | 'unit'> & {
  name: string;
  range: readonly [number, number];
  /** Whole numbers only, as a file holds them. */
  whole?: boolean;
  /** A bright ground with something dark on it, as a slide has it. */
  bright?: boolean;
  /** Letters at the border, an even frame and a share of the range that is used. */
  marked?: boolean;
  share?: number;
};

const look = (
  name: string,
  [width, height, channels]: readonly [number, number, number],
  unit: PixelUnit,
  range: readonly [number, number],
  more: Partial<Look> = {},
): Look => ({ name, width, height, channels, unit, range, ...more });

const EIGHT = [0, 255] as const;
const WHOLE = { whole: true };

/** Sizes odd and even, one row, one pixel; grey, colour and other channels; 8, 12 and 16 bits, CT, scaled, floats. */
const SMALL: readonly Look[] = [
  look('8 bits, grey', [61, 47, 1], 'intensity', EIGHT, WHOLE),
  look('8 bits, colour', [53, 64, 3], 'colour', EIGHT, WHOLE),
  look('CT', [48, 40, 1], 'hu', [-1024, 3071], WHOLE),
  look('floats', [40, 33, 1], 'intensity', [-0.37, 8.21]),
  look('12 bits in 16', [37, 37, 1], 'intensity', [0, 65535], { whole: true, share: 1 / 16 }),
  look('16 bits, colour', [32, 27, 3], 'colour', [0, 65535], WHOLE),
  look('0 to 1', [32, 32, 1], 'intensity', [0, 1]),
  look('0 to 1, colour', [29, 31, 3], 'colour', [0, 1]),
  look('four channels', [20, 21, 4], 'intensity', EIGHT),
  look('dark on bright', [50, 38, 3], 'colour', EIGHT, { whole: true, bright: true }),
  look('one row', [15, 1, 1], 'intensity', EIGHT, WHOLE),
  look('one column, colour', [1, 6, 3], 'colour', EIGHT, WHOLE),
  look('one pixel', [1, 1, 1], 'intensity', EIGHT, WHOLE),
];

/** Larger than the small copies on which steps look for a foreground, for markers and for tissue. */
const LARGE: readonly Look[] = [
  look('film with letters', [640, 523, 1], 'intensity', EIGHT, { whole: true, marked: true }),
  look('colour with letters', [300, 411, 3], 'colour', EIGHT, { whole: true, marked: true }),
  look('slide', [1100, 290, 3], 'colour', EIGHT, { whole: true, bright: true }),
];

/** A few soft discs on a ground with grain; what is marked has an even frame and letters within it. */
function made({ range, share = 1, whole, bright, marked, name, ...like }: Look, seed: number): Picture {
  const { width, height, channels } = like;
  const random = rng(seed, name);
  const picture = emptyPicture({ unit: like.unit, range }, width, height, channels);
  const discs = Array.from({ length: 4 }, () => ({
    x: (0.25 + 0.5 * random.next()) * width,
    y: (0.25 + 0.5 * random.next()) * height,
    radius: (0.08 + 0.17 * random.next()) * Math.max(width, height),
    shades: Array.from({ length: channels }, () => 0.15 + 0.4 * random.next()),
  }));
  const span = (range[1] - range[0]) * share;
  const value = (x: number, y: number, c: number): number => {
    let shade = 0.06 + 0.05 * random.next();
    for (const disc of discs) {
      const away = Math.hypot(x - disc.x, y - disc.y) / disc.radius;
      if (away < 1) shade += disc.shades[c] * Math.min(1, 4 * (1 - away));
    }
    const cut = Math.min(1, shade);
    return bright ? 1 - cut : cut;
  };
  const letter = (x: number, y: number) =>
    y > 0.04 * height && y < 0.075 * height && x > 0.05 * width && x < 0.14 * width && (x >> 2) % 3 !== 0;
  const frame = (x: number, y: number) => Math.min(x, y, width - 1 - x, height - 1 - y) < 5;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) {
        const shade = value(x, y, c);
        const seen = marked && frame(x, y) ? 0.5 : marked && letter(x, y) ? 0.97 : shade;
        const number = range[0] + span * seen;
        picture.v[i++] = whole ? Math.round(number) : number;
      }
  return picture;
}

const even = (value: number, channels: number): Picture => {
  const unit = channels === 3 ? 'colour' : 'intensity';
  const picture = emptyPicture({ unit, range: EIGHT }, 9, 8, channels);
  picture.v.fill(value);
  return picture;
};

export interface NamedPicture {
  name: string;
  picture: Picture;
}

/** Pictures that every step meets with all its settings. */
export const smallPictures = (): NamedPicture[] => [
  ...SMALL.map((of) => ({ name: of.name, picture: made(of, 1) })),
  { name: 'all black', picture: even(0, 1) },
  { name: 'all white, colour', picture: even(255, 3) },
];

/** Pictures that every step meets as it comes, and those that crop with all their settings. */
export const largePictures = (): NamedPicture[] =>
  LARGE.map((of) => ({ name: of.name, picture: made(of, 2) }));

/** Three that a step can learn from: like the picture, but with other discs, darker, and turned round. */
export function trainingLike({ name, picture }: NamedPicture): Picture[] {
  const { width, height, channels, unit, range } = picture;
  const other = made({ name, width, height, channels, unit, range }, 3);
  const darker = picture.v.map((x) => range[0] + (x - range[0]) * 0.7);
  return [other, { ...picture, v: darker }, { ...picture, v: picture.v.slice().reverse() }];
}

/** Sections of volumes and pictures alone, all of one size: what a study's pictures look like. */
export const ctSections = (n: number, seed: number): Picture[] =>
  Array.from({ length: n }, (_, i) =>
    made(look(`section ${i}`, [72, 60, 1], 'hu', [-1024, 3071], WHOLE), seed),
  );

export const colourPictures = (n: number, seed: number): Picture[] =>
  Array.from({ length: n }, (_, i) =>
    made(look(`colour ${i}`, [150 + 7 * i, 121, 3], 'colour', EIGHT, { whole: true, bright: i > 0 }), seed),
  );

export const films = (n: number, seed: number): Picture[] =>
  Array.from({ length: n }, (_, i) =>
    made(
      look(`film ${i}`, [330 - 9 * i, 280 + 5 * i, 1], 'intensity', EIGHT, { whole: true, marked: true }),
      seed,
    ),
  );

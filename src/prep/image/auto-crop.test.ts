import { describe, expect, it } from 'vitest';
import { emptyPicture, type Picture } from '../../data/images/picture';
import { autoCrop } from './auto-crop';
import { components } from './components';
import { crop } from './crop';
import { otsu } from './otsu';
import { resample, wholeOf } from './resample';
import { roiCrop } from './roi-crop';
import { farthest, formulaPicture } from './test-formula';
import { trimMarkers } from './trim-markers';

/** 30 × 24: a bright ellipse, a brighter marker at the upper right, a dim texture around both. */
function phantom(): Picture {
  const picture = emptyPicture({ unit: 'intensity', range: [0, 255] }, 30, 24, 1);
  for (let y = 0, i = 0; y < 24; y++)
    for (let x = 0; x < 30; x++, i++) {
      const texture = Math.floor(((3 * x * x + 5 * y * y + 7 * x * y) % 251) / 64) * 6;
      const body = (x - 14) ** 2 / 36 + (y - 12) ** 2 / 25 < 1 ? 150 : 0;
      const marker = x >= 24 && x < 26 && y >= 3 && y < 6 ? 180 : 0;
      picture.v[i] = texture + body + marker;
    }
  return picture;
}

/** The same in a frame of `width` white pixels. */
function framed(picture: Picture, width: number): Picture {
  const out = emptyPicture(picture, picture.width + 2 * width, picture.height + 2 * width, 1);
  out.v.fill(255);
  for (let y = 0; y < picture.height; y++)
    out.v.set(
      picture.v.subarray(y * picture.width, (y + 1) * picture.width),
      (y + width) * out.width + width,
    );
  return out;
}

/** Where the ellipse is. */
const MAIN = { x: 9, y: 8, width: 11, height: 9 };
const TRIM_FILL = 12.0;
const TRIM_SUM = 19488.0;

const cropped = (picture: Picture, margin = 0, foreground = 'auto') =>
  autoCrop.apply!(picture, { margin, foreground }, null);

describe('otsu', () => {
  it('agrees with skimage.filters.threshold_otsu (0.26.0) on floats, to 1e-4', () => {
    expect(Math.abs(otsu(formulaPicture(12, 10).v) - 115.259765625)).toBeLessThan(1e-4);
  });
});

describe('components', () => {
  it('are those of skimage.measure.label and regionprops (0.26.0)', () => {
    const { v, width, height } = phantom();
    const threshold = otsu(v);
    const { list } = components(
      Uint8Array.from(v, (x) => (x > threshold ? 1 : 0)),
      width,
      height,
    );
    expect(list).toEqual([
      { x: 24, y: 3, width: 2, height: 3, area: 6 },
      { x: 9, y: 8, width: 11, height: 9, area: 87 },
    ]);
  });
});

describe('auto-crop', () => {
  it('finds the box of the largest foreground, as skimage does (0.26.0: bbox 8, 9, 17, 20)', () => {
    expect(cropped(phantom())).toEqual(crop(phantom(), { x: 9, y: 8, width: 11, height: 9 }));
  });

  it('leaves a margin of a share of the box', () => {
    expect(cropped(phantom(), 0.2)).toEqual(crop(phantom(), { x: 6, y: 6, width: 17, height: 13 }));
  });

  it('trims an even frame first, which is no foreground, and never brings it back', () => {
    expect(cropped(framed(phantom(), 4))).toEqual(cropped(phantom()));
    expect(cropped(framed(phantom(), 4), 0.5)).toEqual(cropped(phantom(), 0.5));
  });

  it('finds what is dark on a bright ground', () => {
    const picture = phantom();
    const dark = { ...picture, v: picture.v.map((x) => 255 - x) };
    expect(cropped(dark)).toMatchObject({ width: 11, height: 9 });
    expect(cropped(dark, 0, 'dark')).toMatchObject({ width: 11, height: 9 });
    expect(cropped(dark, 0, 'bright')).not.toMatchObject({ width: 11, height: 9 });
  });

  it('finds the same on a large picture, to a pixel of its overview', () => {
    const { width, height } = cropped(resample(phantom(), wholeOf(phantom()), 1200, 960));
    expect(Math.abs(width - 11 * 40)).toBeLessThanOrEqual(40);
    expect(Math.abs(height - 9 * 40)).toBeLessThanOrEqual(40);
  });

  it('takes no thin uneven line around a picture for its ground', () => {
    const large = resample(phantom(), wholeOf(phantom()), 150, 120);
    const wanted = cropped(large);
    for (let i = 0; i < large.v.length; i++) {
      const [x, y] = [i % 150, Math.floor(i / 150)];
      if (x === 0 || y === 0 || x === 149 || y === 119) large.v[i] = 160 + (i % 40);
    }
    expect(cropped(large)).toEqual(wanted);
  });

  it('finds the whole of three shades: a bright part in a dimmer body (a tumour in MR)', () => {
    const picture = phantom();
    const head = { ...picture, v: picture.v.map((x, i) => (x >= 150 && i % 30 > 12 ? x / 3 : x)) };
    expect(cropped(head)).toMatchObject({ width: 11, height: 9 });
  });

  it('takes no body that fills most of the edge for ground', () => {
    const chest = phantom();
    for (let i = 0; i < chest.v.length; i++) chest.v[i] = i % 30 < 4 && i > 300 ? 10 : 150 + (i % 7);
    expect(cropped(chest)).toMatchObject({ width: 30, height: 24 });
  });

  it('leaves a picture of one value', () => {
    const even = phantom();
    even.v.fill(3);
    expect(cropped(even)).toBe(even);
  });
});

describe('trim-markers', () => {
  const trimmed = (picture: Picture, border = 0.25, size = 0.01) =>
    trimMarkers.apply!(picture, { border, size }, null);
  const total = ({ v }: Picture) => v.reduce((sum, x) => sum + x, 0);

  it('fills markers at the border: label, dilation by 5 × 5 (skimage 0.26.0), numpy.median of the ring around', () => {
    const out = trimmed(phantom());
    expect(out.v[4 * 30 + 24]).toBe(TRIM_FILL);
    expect(Math.abs(total(out) - TRIM_SUM)).toBeLessThan(0.01);
  });

  it('leaves what is large, far from the border, or the main foreground', () => {
    const picture = phantom();
    expect(trimmed(picture, 0.1)).toBe(picture);
    expect(trimmed(picture, 0.25, 0.005)).toBe(picture);
    expect(farthest(crop(trimmed(picture), MAIN).v, crop(picture, MAIN).v)).toBe(0);
  });

  it('blanks them in a large picture as well', () => {
    const large = resample(phantom(), wholeOf(phantom()), 1200, 960);
    const marker = { x: 940, y: 100, width: 110, height: 150 };
    expect(Math.max(...crop(large, marker).v)).toBeGreaterThan(150);
    expect(Math.max(...crop(trimmed(large, 0.25, 0.02), marker).v)).toBeLessThan(60);
  });
});

describe('roi-crop', () => {
  const part = (x: number, y: number, width: number, height: number) =>
    roiCrop.apply!(phantom(), { x, y, width, height }, null);

  it('takes the part that was drawn', () => {
    expect(part(0.1, 0.25, 0.5, 0.5)).toEqual(crop(phantom(), { x: 3, y: 6, width: 15, height: 12 }));
  });

  it('ends at the edge, and keeps the whole where the whole was drawn', () => {
    expect(part(0.9, 0.9, 1, 1)).toMatchObject({ width: 3, height: 2 });
    expect(part(0, 0, 1, 1)).toEqual(phantom());
  });
});

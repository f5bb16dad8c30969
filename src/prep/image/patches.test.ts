import { describe, expect, it } from 'vitest';
import { emptyPicture, type Picture, type PictureInfo } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import type { Region } from './image-step';
import { patches } from './patches';
import { cut } from './picture-rows';

const usual = { size: 16, stride: 16, most: 1000, tissue: 0.5 };

/** A picture of one colour with a disc of another. */
function disc(
  size: number,
  ground: number[],
  tissue: number[],
  radius: number,
  x0: number,
  y0: number,
): Picture {
  const unit = ground.length === 3 ? 'colour' : 'intensity';
  const picture = emptyPicture({ unit, range: [0, 255] }, size, size, ground.length);
  for (let y = 0, i = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      for (let k = 0; k < ground.length; k++)
        picture.v[i++] = (Math.hypot(x - x0, y - y0) <= radius ? tissue : ground)[k];
  return picture;
}

function regionsOf(picture: Picture, change: ParamValues = {}) {
  const asked: { region: Region; scale: number }[] = [];
  const regions = patches.regions?.(picture as PictureInfo, { ...usual, ...change }, (region, scale) => {
    asked.push({ region, scale });
    return cut(picture, region, scale);
  });
  return { regions: regions ?? [], asked };
}

const inDisc = ({ x, y, width, height }: Region, radius: number, x0: number, y0: number) =>
  Math.hypot(x + width / 2 - x0, y + height / 2 - y0) < radius;

describe('patches', () => {
  it.each([
    ['stained tissue on white glass', disc(128, [240, 240, 240], [180, 90, 160], 40, 64, 64)],
    [
      'pale tissue as bright as its glass, told by its colour',
      disc(128, [200, 200, 200], [240, 190, 170], 40, 64, 64),
    ],
    ['a bright body in the dark', disc(128, [10], [150], 40, 64, 64)],
    ['dark tissue on a bright ground', disc(128, [230], [90], 40, 64, 64)],
    ['grey numbers kept as colour', disc(128, [20, 20, 20], [150, 150, 150], 40, 64, 64)],
  ])('finds %s', (_name, picture) => {
    const { regions } = regionsOf(picture);
    expect(regions.length).toBeGreaterThan(10);
    for (const region of regions) expect(inDisc(region, 40, 64, 64)).toBe(true);
    // Every square of the grid that lies wholly in the disc is there.
    const found = new Set(regions.map(({ x, y }) => `${x},${y}`));
    for (let y = 0; y < 128; y += 16)
      for (let x = 0; x < 128; x += 16)
        if (Math.hypot(Math.abs(x + 8 - 64) + 8, Math.abs(y + 8 - 64) + 8) < 40)
          expect(found).toContain(`${x},${y}`);
  });

  it('lays a grid whose last squares are flush with the end', () => {
    const { regions, asked } = regionsOf(disc(40, [0], [0], 0, 0, 0), { tissue: 0 });
    expect(regions.map(({ x }) => x)).toEqual([0, 16, 24, 0, 16, 24, 0, 16, 24]);
    expect(asked).toEqual([]);
    const { regions: overlapping } = regionsOf(disc(32, [0], [0], 0, 0, 0), { tissue: 0, stride: 8 });
    expect(overlapping.length).toBe(9);
  });

  it('chooses evenly among more than are wanted, the same each time', () => {
    const picture = disc(128, [240, 240, 240], [180, 90, 160], 60, 64, 64);
    const all = regionsOf(picture).regions;
    const { regions } = regionsOf(picture, { most: 6 });
    expect(regions.length).toBe(6);
    expect(regions.every((region) => all.some(({ x, y }) => x === region.x && y === region.y))).toBe(true);
    expect(new Set(regions.map(({ y }) => y)).size).toBeGreaterThan(3);
    expect(regionsOf(picture, { most: 6 }).regions).toEqual(regions);
  });

  it('looks once, at a copy of 1,024 pixels at most', () => {
    const info: PictureInfo = { width: 20_000, height: 10_000, channels: 3, unit: 'colour', range: [0, 255] };
    const asked: number[] = [];
    const regions = patches.regions?.(
      info,
      { ...usual, size: 500, stride: 500 },
      ({ width, height }, scale) => {
        asked.push(Math.round(width * scale), Math.round(height * scale));
        return disc(1024, [240, 240, 240], [180, 90, 160], 100, 512, 256);
      },
    );
    expect(asked).toEqual([1024, 512]);
    expect(regions?.length).toBeGreaterThan(0);
  });

  it('gives the fullest patch of a picture in which none has enough tissue', () => {
    const { regions } = regionsOf(disc(64, [240, 240, 240], [180, 90, 160], 3, 40, 24));
    expect(regions).toEqual([{ x: 32, y: 16, width: 16, height: 16 }]);
  });

  it('gives a small picture whole, and says so; one without any contrast is all tissue', () => {
    const small = disc(12, [10], [200], 4, 6, 6);
    expect(regionsOf(small, { tissue: 0 }).regions).toEqual([{ x: 0, y: 0, width: 12, height: 12 }]);
    expect(patches.unsuited?.(small, usual)).toBe('smallerThanPatch');
    expect(patches.unsuited?.({ ...small, width: 16, height: 16 }, usual)).toBeNull();
    expect(regionsOf(disc(32, [7], [7], 0, 0, 0)).regions.length).toBe(4);
  });
});

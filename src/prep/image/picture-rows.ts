import type { Picture, PictureInfo, PictureSource } from '../../data/images/picture';
import type { StepPlan } from '../../study/schema';
import { imageStepByName } from '.';
import type { Region } from './image-step';
import { imageParams } from './pipeline';

/** Pictures made of those of a source: whole ones or parts. `origin`: the source's row of each. */
export interface PictureRows extends PictureSource {
  origin: Uint32Array;
  /** Names which pictures of the study these are and how they were cut: the same text, the same pictures. */
  key: string;
  /** Where each lies in its picture. */
  regions: readonly Region[];
}

/** The key of a choice of rows out of a source, which may be a choice itself. */
const keyOf = (source: PictureSource & Partial<PictureRows>, rows: ArrayLike<number>, cut = ''): string =>
  `${source.key ?? ''}>${Array.from(rows).join()}${cut}`;

type Part = [x: number, y: number, width: number, height: number, scale: number];

const wholeOf = ({ width, height }: PictureInfo): Region => ({ x: 0, y: 0, width, height });

const makesRows = ({ step }: StepPlan): boolean => imageStepByName(step).kind === 'rows';

/** The chosen rows of a source, as a source of their own; `origin` are their numbers in that source. */
export function takePictures(source: PictureSource, rows: ArrayLike<number>): PictureRows {
  return {
    n: rows.length,
    key: keyOf(source, rows),
    regions: Array.from(rows, (row) => wholeOf(source.info(row))),
    origin: Uint32Array.from(rows),
    info: (i) => source.info(rows[i]),
    read: (i) => source.read(rows[i]),
    ...(source.region && {
      region: (i: number, ...part: Part) => source.region?.(rows[i], ...part) ?? source.read(rows[i]),
    }),
  };
}

/** Cuts a region out of a picture in memory, made smaller by `scale` (nearest pixel) for an overview. */
export function cut(picture: Picture, { x, y, width, height }: Region, scale = 1): Picture {
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const { channels } = picture;
  const v = new Float32Array(w * h * channels);
  for (let row = 0; row < h; row++) {
    const from = y + Math.min(height - 1, Math.floor((row + 0.5) / scale));
    for (let column = 0; column < w; column++) {
      const source =
        (from * picture.width + x + Math.min(width - 1, Math.floor((column + 0.5) / scale))) * channels;
      const at = (row * w + column) * channels;
      for (let c = 0; c < channels; c++) v[at + c] = picture.v[source + c];
    }
  }
  return { ...picture, width: w, height: h, v };
}

/** Reads parts of a picture; one held whole is read once for all its parts. */
function partReader(source: PictureSource) {
  let held: { row: number; picture: Picture } | null = null;
  const whole = (row: number): Picture => {
    if (held?.row !== row) held = { row, picture: source.read(row) };
    return held.picture;
  };
  return (row: number, { x, y, width, height }: Region, scale = 1): Picture =>
    source.region && source.info(row).tiled
      ? source.region(row, x, y, width, height, scale)
      : cut(whole(row), { x, y, width, height }, scale);
}

/**
 * What the steps that stand first make of pictures: patches, each a row of its own, or a choice of slices. A part
 * is read when it is needed; nothing is held but where the parts are.
 */
export function expandPictures(
  source: PictureSource,
  rows: ArrayLike<number>,
  plan: readonly StepPlan[],
): PictureRows {
  const steps = plan.filter(makesRows).map((planned) => ({
    name: planned.step,
    regions: imageStepByName(planned.step).regions,
    params: imageParams(planned),
  }));
  if (steps.length === 0) return takePictures(source, rows);
  const part = partReader(source);
  const parts: { row: number; region: Region }[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const info = source.info(row);
    let regions: Region[] = [wholeOf(info)];
    for (const { regions: partsOf, params } of steps)
      regions = regions.flatMap(
        (outer) =>
          partsOf?.({ ...info, width: outer.width, height: outer.height }, params, (inner, scale) =>
            part(row, within(outer, inner), scale),
          ).map((inner) => within(outer, inner)) ?? [],
      );
    for (const region of regions) parts.push({ row, region });
  }
  return {
    n: parts.length,
    key: keyOf(source, rows, JSON.stringify(steps.map(({ name, params }) => [name, params]))),
    regions: parts.map(({ region }) => region),
    origin: Uint32Array.from(parts, ({ row }) => row),
    info: (i): PictureInfo => {
      const { row, region } = parts[i];
      return { ...source.info(row), width: region.width, height: region.height };
    },
    read: (i) => part(parts[i].row, parts[i].region),
  };
}

/** Those of the rows that are not left out by the steps that stand first (sections not chosen), in their order. */
export function lookedAt(source: PictureSource, rows: Uint32Array, plan: readonly StepPlan[]): Uint32Array {
  const leaving = plan.filter(({ step }) => imageStepByName(step).leavesOut);
  return leaving.length === 0 ? rows : expandPictures(source, rows, leaving).origin;
}

const within = (outer: Region, inner: Region): Region => ({
  ...inner,
  x: outer.x + inner.x,
  y: outer.y + inner.y,
});

import type { PictureInfo, PictureSource } from '../../data/images/picture';
import { type Forward, pictureInputs } from '../../export/predict';
import type { Member, Predictor } from '../../export/predictor';
import { cutAt, featureGraph } from '../../models/backbones/efficientnet-lite0';
import type { NetSpec } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import { inferShapes, lastPictureNode } from '../../models/graph-shapes';
import type { BackboneCut, FeatureMaker } from '../../prep/image/encode';
import { tracedFrame } from '../../prep/image/frame';
import type { Region } from '../../prep/image/image-step';
import { expandPictures, takePictures } from '../../prep/image/picture-rows';
import type { Trainer } from '../../train/trainer';
import { occlusionOf } from './occlusion';

/** A heat map over one picture, in its own pixels. */
export interface Heat {
  method: 'gradCam' | 'occlusion' | 'patches';
  width: number;
  height: number;
  /** [height, width], 0 to 1. */
  heat: Float32Array;
}

/**
 * What in a picture spoke for output `unit`: Grad-CAM of each member, averaged by weight and scaled so that the
 * strongest place is 1; the map is laid back over the picture through the crops and sizes of the steps. Where the
 * model looks at patches, each patch is as warm as its own prediction. `size`: [width, height] of the map wanted. Null
 * where there is no such map: the model reads no pictures, or leaves this one out.
 */
export async function heatOf(
  { members }: Predictor,
  source: PictureSource,
  row: number,
  unit: number,
  trainer: Pick<Trainer, 'predict' | 'gradCam'>,
  maker: FeatureMaker | null,
  size: readonly [number, number],
): Promise<Heat | null> {
  const [width, height] = size;
  const info = source.info(row);
  const sum = new Float32Array(width * height);
  let method: Heat['method'] = 'gradCam';
  for (const { picture, ...rest } of members) {
    if (!picture) return null;
    const member = { ...rest, picture };
    const one = takePictures(source, [row]);
    const parts = expandPictures(one, [0], picture.parts);
    if (parts.n === 0) return null;
    const cut = parts.n !== 1 || picture.parts.length > 0;
    const cam = cut ? null : await camOf(member, one, unit, trainer, maker);
    const map = cam
      ? over(cam, tracedFrame(picture.steps, source.read(row)), info, size)
      : await patchHeat(member, one, unit, trainer.predict.bind(trainer), maker, info, size);
    method = cam?.method ?? 'patches';
    const most = cut ? 1 : map.reduce((a, b) => Math.max(a, b), 0) || 1;
    map.forEach((value, i) => {
      sum[i] += (value / most) * member.weight;
    });
  }
  const most = method === 'patches' ? 1 : sum.reduce((a, b) => Math.max(a, b), 0) || 1;
  return { method, width, height, heat: sum.map((value) => value / most) };
}

type PictureMember = Member & Required<Pick<Member, 'picture'>>;
type Size = Pick<PictureInfo, 'width' | 'height'>;

interface Map2 {
  width: number;
  height: number;
  v: Float32Array;
}

/** The net that is explained: of a head on pooled features, the same head on the backbone's last map. */
async function camOf(
  { picture, spec, weights }: PictureMember,
  one: PictureSource,
  unit: number,
  trainer: Pick<Trainer, 'predict' | 'gradCam'>,
  maker: FeatureMaker | null,
): Promise<Map2 & { method: Heat['method'] }> {
  // Trees read no pictures.
  const whole: GraphSpec =
    spec.kind === 'graph' ? spec : cutAt(0, spec as NetSpec, featureGraph().optimizer).above;
  const at: BackboneCut = spec.kind === 'graph' && picture.backbone ? picture.backbone.at : 0;
  const input = { ...picture, ...(picture.backbone && { backbone: { ...picture.backbone, at } }) };
  const inputs = await pictureInputs(input, Uint32Array.of(0), { source: one, maker });
  if (!inputs) throw new Error('a picture that is left out has no map');
  const x = new Float32Array(whole.inputs);
  // Table columns stay 0: Grad-CAM asks about the picture alone.
  x.set(inputs.encoded.x);
  // Only the picture itself has height and width: there is no convolution to look into.
  if (lastPictureNode(inferShapes(whole)) <= whole.nodes.findIndex(({ op }) => op === 'picture'))
    return {
      method: 'occlusion',
      ...(await occlusionOf(whole, weights, x, unit, trainer.predict.bind(trainer))),
    };
  const { width, height, maps } = await trainer.gradCam(whole, weights, x, 1, unit);
  return { method: 'gradCam', width, height, v: maps };
}

/** Each patch as warm as its prediction; where patches overlap, their mean. */
async function patchHeat(
  { picture, spec, weights, names }: PictureMember,
  one: PictureSource,
  unit: number,
  forward: Forward,
  maker: FeatureMaker | null,
  whole: Size,
  [width, height]: readonly [number, number],
): Promise<Float32Array> {
  const regions = expandPictures(one, [0], picture.parts).regions;
  const inputs = await pictureInputs(picture, Uint32Array.of(0), { source: one, maker });
  if (!inputs) throw new Error('a picture that is left out has no patches');
  const { encoded } = inputs;
  const n = regions.length;
  const d = encoded.x.length / n;
  const x = new Float32Array(n * (d + names.length));
  for (let i = 0; i < n; i++) x.set(encoded.x.subarray(i * d, (i + 1) * d), i * (d + names.length));
  const p = await forward(spec, weights, x, n);
  const units = p.length / n;
  const sum = new Float32Array(width * height);
  const count = new Uint16Array(width * height);
  regions.forEach((region, i) => {
    const value = units === 1 ? (unit === 1 ? p[i] : 1 - p[i]) : p[i * units + unit];
    const [left, right] = [region.x, region.x + region.width].map((v) =>
      Math.round((v * width) / whole.width),
    );
    const [top, bottom] = [region.y, region.y + region.height].map((v) =>
      Math.round((v * height) / whole.height),
    );
    for (let y = top; y < bottom; y++)
      for (let column = left; column < right; column++) {
        sum[y * width + column] += value;
        count[y * width + column]++;
      }
  });
  return sum.map((value, i) => (count[i] > 0 ? value / count[i] : 0));
}

/** A map that spans `frame` of the picture, drawn over the whole of it: bilinear within, 0 outside. */
function over(
  { width: w, height: h, v }: Map2,
  frame: Region,
  whole: Size,
  [width, height]: readonly [number, number],
) {
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const at = ((((y + 0.5) * whole.height) / height - frame.y) / frame.height) * h - 0.5;
    if (at < -0.5 || at > h - 0.5) continue;
    const [y0, fy] = split(at, h);
    for (let x = 0; x < width; x++) {
      const across = ((((x + 0.5) * whole.width) / width - frame.x) / frame.width) * w - 0.5;
      if (across < -0.5 || across > w - 0.5) continue;
      const [x0, fx] = split(across, w);
      const x1 = Math.min(w - 1, x0 + 1);
      const y1 = Math.min(h - 1, y0 + 1);
      const top = v[y0 * w + x0] * (1 - fx) + v[y0 * w + x1] * fx;
      const bottom = v[y1 * w + x0] * (1 - fx) + v[y1 * w + x1] * fx;
      out[y * width + x] = top * (1 - fy) + bottom * fy;
    }
  }
  return out;
}

/** Pixel before a place, and how far it is to the next. */
function split(at: number, n: number): [number, number] {
  const clamped = Math.max(0, Math.min(n - 1, at));
  const first = Math.floor(clamped);
  return [first, clamped - first];
}

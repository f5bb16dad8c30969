import type { ParamValue } from '../../study/params';

/** Level and width in Hounsfield units, as radiology has them (radiopaedia.org, "Windowing (CT)"). */
export const CT_WINDOWS = {
  softTissue: [50, 400],
  lung: [-600, 1500],
  mediastinum: [50, 350],
  bone: [400, 1800],
  brain: [40, 80],
  subdural: [75, 215],
  stroke: [40, 40],
  liver: [30, 150],
} as const satisfies Record<string, readonly [level: number, width: number]>;

export const CT_WINDOW_NAMES = Object.keys(CT_WINDOWS);

/** Level and width of a preset. */
export const ctWindow = (name: ParamValue): readonly [number, number] =>
  CT_WINDOWS[name as keyof typeof CT_WINDOWS];

/**
 * One channel through a window, to 0 to 1: DICOM PS3.3 C.11.2.1.2.1, VOI LUT function LINEAR. Reads `from` from
 * `start` every `stride` and writes `to` alike from `toStart` every `toStride`.
 */
export function throughWindow(
  from: Float32Array,
  [level, width]: readonly [number, number],
  to: Float32Array,
  toStart = 0,
  toStride = 1,
): void {
  const middle = level - 0.5;
  const half = (width - 1) / 2;
  for (let i = 0, o = toStart; i < from.length; i++, o += toStride) {
    const x = from[i];
    to[o] = x <= middle - half ? 0 : x > middle + half ? 1 : (x - middle) / (width - 1) + 0.5;
  }
}

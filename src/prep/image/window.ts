import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';
import { CT_WINDOW_NAMES, ctWindow, throughWindow } from './window-level';

/**
 * CT window: Hounsfield units around a level, over a width, become 0 to 1; what is darker or brighter is cut.
 * DICOM PS3.3 C.11.2.1.2.1 (LINEAR, with c - 0.5 and w - 1). Level and width count where the preset is custom.
 */
export const ctWindowStep: ImageStep<null> = {
  name: 'window',
  kind: 'map',
  params: [
    { key: 'preset', kind: 'choice', choices: [...CT_WINDOW_NAMES, 'custom'], default: 'softTissue' },
    { key: 'level', kind: 'float', low: -1500, high: 4000, default: 50 },
    { key: 'width', kind: 'float', low: 1, high: 8000, default: 400 },
  ],
  apply(picture, { preset, level, width }) {
    const out = emptyPicture(
      { unit: 'intensity', range: [0, 1] },
      picture.width,
      picture.height,
      picture.channels,
    );
    throughWindow(picture.v, preset === 'custom' ? [Number(level), Number(width)] : ctWindow(preset), out.v);
    return out;
  },
  unsuited: ({ unit }) => (unit === 'hu' ? null : 'notHounsfield'),
};

import { emptyPicture } from '../../data/images/picture';
import { greyOf } from './grey';
import type { ImageStep } from './image-step';
import { CT_WINDOW_NAMES, ctWindow, throughWindow } from './window-level';

const KEYS = ['first', 'second', 'third'] as const;

/** Three CT windows of one picture side by side as its three channels, 0 to 1 each. */
export const multiWindow: ImageStep<null> = {
  name: 'multi-window',
  kind: 'map',
  reshapes: true,
  params: [
    { key: 'first', kind: 'choice', choices: CT_WINDOW_NAMES, default: 'lung' },
    { key: 'second', kind: 'choice', choices: CT_WINDOW_NAMES, default: 'softTissue' },
    { key: 'third', kind: 'choice', choices: CT_WINDOW_NAMES, default: 'bone' },
  ],
  apply(picture, params) {
    const grey = greyOf(picture);
    const out = emptyPicture({ unit: 'intensity', range: [0, 1] }, picture.width, picture.height, 3);
    KEYS.forEach((key, channel) => {
      throughWindow(grey.v, ctWindow(params[key]), out.v, channel, 3);
    });
    return out;
  },
  unsuited: ({ unit }) => (unit === 'hu' ? null : 'notHounsfield'),
};

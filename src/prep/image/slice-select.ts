import type { ImageStep } from './image-step';

/**
 * Which sections of a volume become rows. Decided by the section's place and the volume's length alone, so that it is
 * the same for every part and for volumes to come. A picture that belongs to no volume stays.
 */
export const sliceSelect: ImageStep<null> = {
  name: 'slice-select',
  kind: 'rows',
  leavesOut: true,
  params: [
    {
      key: 'choose',
      kind: 'choice',
      choices: ['all', 'middle-third', 'every', 'range'],
      default: 'middle-third',
    },
    { key: 'every', kind: 'int', low: 2, high: 20, default: 2 },
    { key: 'first', kind: 'int', low: 1, high: 2000, default: 1 },
    { key: 'last', kind: 'int', low: 1, high: 2000, default: 20 },
  ],
  regions(info, { choose, every, first, last }) {
    const { slice, slices, width, height } = info;
    const whole = [{ x: 0, y: 0, width, height }];
    if (slice === undefined) return whole;
    const kept = () => {
      switch (choose) {
        case 'every':
          return slice % Number(every) === 0;
        case 'range':
          return slice + 1 >= Number(first) && slice + 1 <= Number(last);
        case 'middle-third': {
          const third = Math.floor((slices ?? 0) / 3);
          return slices === undefined || (slice >= third && slice < slices - third);
        }
        default:
          return true;
      }
    };
    return kept() ? whole : [];
  },
  unsuited(info) {
    return info.slice === undefined ? 'notAVolume' : null;
  },
};

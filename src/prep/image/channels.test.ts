import { describe, expect, it } from 'vitest';
import { channelSelect } from './channel-select';
import { farthest, formulaPicture } from './test-formula';
import { toColour } from './to-colour';

const chosen = (channel: string) => channelSelect.apply!(formulaPicture(4, 2, 3), { channel }, null);

describe('channel-select', () => {
  it('gives luminance as cv2.COLOR_RGB2GRAY on float32 (OpenCV 5.0.0), to 1e-3 of 255', () => {
    const wanted = [32.6, 35.6, 44.6, 59.6, 37.6, 47.6, 63.6, 85.6];
    expect(farthest(chosen('grey').v, wanted)).toBeLessThan(1e-3);
  });

  it('gives saturation as skimage.color.rgb2hsv (scikit-image 0.26.0), to 1e-4', () => {
    const wanted = [1.0, 0.9639, 0.8696, 0.7477, 0.9412, 0.8421, 0.7207, 0.6015];
    expect(farthest(chosen('saturation').v, wanted)).toBeLessThan(1e-4);
  });

  it('takes red, green or blue', () => {
    const whole = formulaPicture(4, 2, 3).v;
    ['red', 'green', 'blue'].forEach((name, c) => {
      expect(chosen(name).v).toEqual(whole.filter((_, i) => i % 3 === c));
      expect(chosen(name)).toMatchObject({ channels: 1, unit: 'intensity' });
    });
  });
});

describe('to-colour', () => {
  it('says each grey value three times', () => {
    const grey = formulaPicture(3, 1);
    expect(toColour.apply!(grey, {}, null)).toMatchObject({
      channels: 3,
      v: Float32Array.of(0, 0, 0, 3, 3, 3, 12, 12, 12),
    });
  });

  it('is of no use for what has colour', () => {
    expect(toColour.unsuited!(formulaPicture(2, 2, 3), {})).toBe('alreadyColour');
    expect(toColour.unsuited!(formulaPicture(2, 2), {})).toBeNull();
  });
});

import type { PictureSource } from '../../data/images/picture';
import type { Ctx } from '../../study/context';
import { eachPicture } from './each-picture';
import { expectShape } from './picture-shape';

/** Mean and standard deviation (population) of each channel over all pixels of all pictures, in float64. */
export interface ChannelStatistics {
  mean: number[];
  sd: number[];
}

/** Picture by picture, joined as Chan, Golub and LeVeque (1983) do. Throws `prep.sizesDiffer` where channels differ. */
export async function channelStatistics(
  training: PictureSource,
  ctx: Pick<Ctx, 'signal' | 'report'>,
): Promise<ChannelStatistics> {
  const mean: number[] = [];
  const squares: number[] = [];
  let count = 0;
  await eachPicture(training, ctx, ({ v, channels, width, height }) => {
    if (count === 0) for (let c = 0; c < channels; c++) mean[c] = squares[c] = 0;
    expectShape({ width, height, channels: mean.length }, { width, height, channels });
    const size = width * height;
    const total = count + size;
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let i = c; i < v.length; i += channels) sum += v[i];
      const own = sum / size;
      let off = 0;
      for (let i = c; i < v.length; i += channels) off += (v[i] - own) ** 2;
      const apart = own - mean[c];
      mean[c] += (apart * size) / total;
      squares[c] += off + (apart * apart * count * size) / total;
    }
    count = total;
  });
  return { mean, sd: squares.map((sum) => Math.sqrt(sum / count)) };
}

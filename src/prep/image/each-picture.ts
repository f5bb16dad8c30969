import type { Picture, PictureSource } from '../../data/images/picture';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';

/** Pictures between two pauses: at some milliseconds a picture, the worker hears a cancel within a second or so. */
const AT_ONCE = 32;

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * Shows every picture of a source in turn, one in memory at a time. Reports its progress, and pauses often enough
 * for the worker to hear of a cancel. Throws `cancelled`.
 */
export async function eachPicture(
  source: PictureSource,
  { signal, report }: Pick<Ctx, 'signal' | 'report'>,
  visit: (picture: Picture, row: number) => void,
): Promise<void> {
  for (let row = 0; row < source.n; row++) {
    if (row % AT_ONCE === 0) {
      report({ phase: 'prepare', done: row, total: source.n, unit: 'rows' });
      if (row > 0) await pause();
      if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
    }
    visit(source.read(row), row);
  }
  report({ phase: 'prepare', done: source.n, total: source.n, unit: 'rows' });
}

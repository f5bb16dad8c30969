import { BenchsideError } from '../study/errors';
import type { InPieces } from '../study/in-pieces';
import { breathe } from '../train/pacing';

/** Who is waited for: somebody looks at the screen for what they do. */
const hurried = new Set<Promise<unknown>>();

/** Work that those who are courteous stand aside for. */
export async function inHurry<T>(work: Promise<T>): Promise<T> {
  hurried.add(work);
  try {
    return await work;
  } finally {
    hurried.delete(work);
  }
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * One such work after another: what one has found the next need not look for. Between its pieces messages of the worker
 * are heard, and whoever is in a hurry goes first. Throws `cancelled` before a piece that is not wanted any more.
 */
export function courteous<T>(work: InPieces<T>, isWanted: () => boolean = () => true): Promise<T> {
  const mine = turn.then(() => inTurn(work, isWanted));
  turn = mine.catch(() => {});
  return mine;
}

async function inTurn<T>(work: InPieces<T>, isWanted: () => boolean): Promise<T> {
  for (;;) {
    while (hurried.size > 0) await Promise.allSettled(hurried);
    if (!isWanted()) throw new BenchsideError('cancelled', {}, 'cancelled');
    const { done, value } = work.next();
    if (done) return value;
    await breathe();
  }
}

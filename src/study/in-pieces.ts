/** Work that can be held up between its pieces. */
export type InPieces<T> = Generator<undefined, T, undefined>;

/** All of it at once. */
export function atOnce<T>(work: InPieces<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

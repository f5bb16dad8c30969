/** Curves stay apart in grey too. */
const DASHES = [undefined, '7 3', '2 3', '8 3 2 3', '12 4', '4 2 1 2 1 2'];

export const dashOf = (i: number): string | undefined => DASHES[i % DASHES.length];

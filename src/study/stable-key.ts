/** Objects with their keys in order: what was stored and read again has them in another. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Equal documents have equal keys, in whatever order their fields stand. */
export const stableKey = (value: unknown): string => JSON.stringify(value, inOrder);

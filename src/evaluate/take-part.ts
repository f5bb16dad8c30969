import type { TestPart } from './evaluate';

/** Some of the entries of a test part, as a part of their own. */
export function takePart<Part extends Omit<TestPart, 'scheme' | 'seed'>>(
  part: Part,
  entries: ArrayLike<number>,
): Part {
  const { target, p, unit, thresholds, repeat } = part;
  const width = target.kind === 'multiclass' ? target.classes.length : 1;
  const mine = new Float32Array(entries.length * width);
  for (let i = 0; i < entries.length; i++)
    mine.set(p.subarray(entries[i] * width, (entries[i] + 1) * width), i * width);
  const ints = (from: Int32Array) => Int32Array.from(entries, (entry) => from[entry]);
  return {
    ...part,
    target: { ...target, y: Float64Array.from(entries, (entry) => target.y[entry]) },
    p: mine,
    unit: ints(unit),
    ...(thresholds && { thresholds: Float64Array.from(entries, (entry) => thresholds[entry]) }),
    ...(repeat && { repeat: ints(repeat) }),
  };
}

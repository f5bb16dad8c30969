/** Several statistics of one sample that are taken together, as functions of how often each patient was drawn. */
export interface Statistics {
  names: readonly string[];
  /** `draws`: a count a patient. NaN where a statistic is not defined. What is returned is overwritten by the next call. */
  of(draws: Int32Array): Float64Array;
}

/** One list of statistics after the other. */
export function together(parts: Statistics[]): Statistics {
  const names = parts.flatMap((part) => part.names);
  const values = new Float64Array(names.length);
  return {
    names,
    of(draws) {
      let at = 0;
      for (const part of parts) {
        values.set(part.of(draws), at);
        at += part.names.length;
      }
      return values;
    },
  };
}

/** The mean of the same statistics over repeats, all on the same draws; not defined where it is not in one of them. */
export function meanOver(repeats: Statistics[]): Statistics {
  if (repeats.length === 1) return repeats[0];
  const { names } = repeats[0];
  const values = new Float64Array(names.length);
  return {
    names,
    of(draws) {
      values.fill(0);
      for (const repeat of repeats) {
        const one = repeat.of(draws);
        for (let s = 0; s < values.length; s++) values[s] += one[s] / repeats.length;
      }
      return values;
    },
  };
}

/** The statistics of the sample itself, by name. */
export function estimatesOf(statistics: Statistics, patients: number): Map<string, number> {
  const values = statistics.of(new Int32Array(patients).fill(1));
  return new Map(statistics.names.map((name, s) => [name, values[s]]));
}

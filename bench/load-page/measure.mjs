const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Median seconds of what was timed. */
export const seconds = (timed) => median(timed.map(({ ms }) => ms)) / 1000;

/** Memory of a fresh page before and at the peak of one run of `reader`, in MiB, and what that run found. */
export async function peakMemory(open, reader) {
  const page = await open();
  try {
    const before = await page.memory('VmRSS');
    const found = await page.load(reader);
    const peak = await page.memory('VmHWM');
    return { before, peak, found };
  } finally {
    await page.close();
  }
}

/** One run of each reader to warm up, then all in turn. */
export async function timings(open, readers, repetitions) {
  const page = await open();
  const timed = Object.fromEntries(readers.map((reader) => [reader, []]));
  try {
    for (let i = 0; i <= repetitions; i++)
      for (const reader of readers) {
        const one = await page.load(reader);
        if (i > 0) timed[reader].push(one);
      }
    return timed;
  } finally {
    await page.close();
  }
}

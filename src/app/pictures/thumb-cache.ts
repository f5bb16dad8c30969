import type { Thumbs } from '../../engine/images/api';

/** So many small pictures are kept; those looked at longest ago go first. At 64 px a side that is 33 MB. */
const KEPT = 2000;
/** One message brings so many: a screenful in two or three. */
const BATCH = 48;

type Ask = (rows: number[]) => Promise<Thumbs>;

/**
 * Small pictures by row, asked for in batches, those asked for last first: who scrolls fast waits for where the
 * scrolling ends, not for what was passed. A row whose asking was taken back before its turn is not asked for.
 */
export class ThumbCache {
  private readonly kept = new Map<number, ImageData>();
  private readonly waiting = new Map<number, Set<(picture: ImageData) => void>>();
  private asking = false;

  constructor(private readonly ask: Ask) {}

  get(row: number): ImageData | undefined {
    const found = this.kept.get(row);
    if (found) {
      this.kept.delete(row);
      this.kept.set(row, found);
    }
    return found;
  }

  /** Calls back once the picture is there; the function returned takes the asking back. */
  want(row: number, then: (picture: ImageData) => void): () => void {
    const found = this.get(row);
    if (found) {
      then(found);
      return () => {};
    }
    const who = this.waiting.get(row) ?? new Set();
    who.add(then);
    this.waiting.set(row, who);
    if (!this.asking) {
      this.asking = true;
      queueMicrotask(() => void this.work());
    }
    return () => {
      who.delete(then);
      if (who.size === 0) this.waiting.delete(row);
    };
  }

  private async work(): Promise<void> {
    while (this.waiting.size > 0) {
      const rows = [...this.waiting.keys()].slice(-BATCH);
      try {
        this.take(rows, await this.ask(rows));
      } catch {
        // The tile stays empty; what failed says so where the study is checked.
        for (const row of rows) this.waiting.delete(row);
      }
    }
    this.asking = false;
  }

  private take(rows: number[], { size, rgba }: Thumbs): void {
    const bytes = size * size * 4;
    rows.forEach((row, i) => {
      const picture = new ImageData(
        new Uint8ClampedArray(rgba.subarray(i * bytes, (i + 1) * bytes)),
        size,
        size,
      );
      this.kept.set(row, picture);
      const who = this.waiting.get(row);
      this.waiting.delete(row);
      for (const then of who ?? []) then(picture);
    });
    for (const row of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(row);
    }
  }
}

import type { Clock } from '../study/context';
import { errorRecord } from '../study/errors';
import type { BlobRef, JournalBody, JournalEvent } from '../study/events';
import { emptyJournal, type JournalState, reduceEvents, reduceJournal } from '../study/journal-state';
import type { WorkerEvent } from './protocol';
import type { Storage } from './storage';

/**
 * One study's journal: numbers events, keeps them in order in storage, tells the page. When storage fails the
 * page is told once and the study goes on in memory, blobs included, so that a full disk does not lose the winner.
 */
export class Journal {
  private readonly events: JournalEvent[];
  private readonly blobs = new Map<BlobRef, unknown>();
  private tail: Promise<void> = Promise.resolve();
  private broken = false;
  state: JournalState;

  constructor(
    private readonly study: string,
    private readonly storage: Storage | null,
    private readonly clock: Clock,
    events: JournalEvent[],
    private readonly emit: (event: WorkerEvent) => void,
  ) {
    this.events = [...events];
    this.state = reduceEvents(emptyJournal(), this.events);
  }

  all(): JournalEvent[] {
    return this.events;
  }

  /** Resolves when the event lies safely in storage (or storage has been given up). */
  append(body: JournalBody): Promise<void> {
    const event = { ...body, seq: this.events.length, at: this.clock.now() } as JournalEvent;
    this.events.push(event);
    this.state = reduceJournal(this.state, event);
    this.emit({ journal: event, study: this.study });
    this.tail = this.tail.then(() => this.write(() => this.storage?.append(this.study, event)));
    return this.tail;
  }

  /** Resolves when every event so far lies safely in storage (or storage has been given up). */
  written(): Promise<void> {
    return this.tail;
  }

  /** A blob is written before the event that names it. */
  async putBlob(ref: BlobRef, value: unknown): Promise<BlobRef> {
    await this.write(() => this.storage?.putBlob(this.study, ref, value));
    if (this.broken || !this.storage) this.blobs.set(ref, value);
    return ref;
  }

  async getBlob<T>(ref: BlobRef): Promise<T | null> {
    return (
      (this.blobs.get(ref) as T | undefined) ?? (await this.storage?.getBlob<T>(this.study, ref)) ?? null
    );
  }

  private async write(work: () => Promise<void> | undefined): Promise<void> {
    if (this.broken) return;
    try {
      await work();
    } catch (error) {
      this.broken = true;
      this.emit({ storage: errorRecord(error) });
    }
  }
}

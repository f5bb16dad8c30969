import type { Clock } from '../study/context';

/** Pause, resume and stop for a running search. */
export class Gate {
  private readonly controller = new AbortController();
  private opened: Promise<void> = Promise.resolve();
  private open: () => void = () => {};
  private tell: () => void = () => {};
  private pausedAt: number | null = null;
  private pausesMs = 0;
  /** How the search was asked to end: keep the best, drop the running trial, or be gone on with later. */
  ending: 'stop' | 'cancel' | 'leave' | null = null;

  constructor(private readonly clock: Clock) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get paused(): boolean {
    return this.pausedAt !== null;
  }

  pause(): void {
    if (this.paused || this.ending) return;
    this.pausedAt = this.clock.now();
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  resume(): void {
    if (this.pausedAt === null) return;
    this.pausesMs += this.clock.now() - this.pausedAt;
    this.pausedAt = null;
    this.open();
  }

  end(how: 'stop' | 'cancel' | 'leave'): void {
    this.ending = how;
    this.controller.abort();
    this.resume();
    this.tell();
  }

  /** Resolves at once unless paused. Bound, so that it can be handed on. */
  readonly wait = (): Promise<void> => this.opened;

  /** Resolves when the user next decides something: an end, or what `decide` was called for. */
  decided(): Promise<void> {
    return new Promise((resolve) => {
      this.tell = resolve;
    });
  }

  /** A configuration by hand or another budget is in the journal. */
  decide(): void {
    this.tell();
  }

  /** Milliseconds spent in pauses so far: they are not a trial's. */
  get pausedMs(): number {
    return this.pausesMs + (this.pausedAt === null ? 0 : this.clock.now() - this.pausedAt);
  }
}

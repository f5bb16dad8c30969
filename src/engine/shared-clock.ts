import type { Clock } from '../study/context';
import type { Gate } from './gate';

/**
 * The time that trials take, pauses left out. Trials that run at once share it: each is charged its part, so that the
 * seconds of all trials add up to those that passed, which is what a budget of minutes counts.
 */
export class SharedClock {
  /** What a trial that ran all the time would have been charged so far, in ms, and when that was reckoned. */
  private charged = 0;
  private last: { now: number; paused: number } | null = null;
  /** Where each trial at work began. */
  private readonly begun = new Map<number, number>();

  constructor(
    private readonly clock: Clock,
    private readonly gate: Gate,
  ) {}

  begin(trial: number): void {
    this.advance();
    this.begun.set(trial, this.charged);
  }

  /** Seconds of all trials at work. */
  all(): number {
    this.advance();
    return [...this.begun.keys()].reduce((sum, trial) => sum + this.chargedTo(trial), 0);
  }

  /** Seconds that a trial was charged, which is at work no more: they are in no sum of `all`. */
  end(trial: number): number {
    this.advance();
    const seconds = this.chargedTo(trial);
    this.begun.delete(trial);
    return seconds;
  }

  /** It is at work no more, and nobody asks for its seconds. */
  drop(trial: number): void {
    this.begun.delete(trial);
  }

  private chargedTo(trial: number): number {
    return (this.charged - (this.begun.get(trial) ?? this.charged)) / 1000;
  }

  private advance(): void {
    const seen = { now: this.clock.now(), paused: this.gate.pausedMs };
    if (this.last && this.begun.size > 0)
      this.charged += (seen.now - this.last.now - (seen.paused - this.last.paused)) / this.begun.size;
    this.last = seen;
  }
}

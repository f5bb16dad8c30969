import type { EpochPoint, Trial } from './events';

/**
 * The trials of a journal while a batch of events is applied. What was given is never changed: the list is copied
 * at the first change, a trial at its first, its points at its first epoch; from then on the copies grow in place. So
 * an event costs what it brings, not what is there already, and a trial that no event touched keeps its identity.
 */
export class TrialsDraft {
  private trials: Trial[];
  private listOwned = false;
  private readonly owned = new Set<Trial>();
  private readonly grown = new Set<Trial>();
  /** Trial number to its place; made when it is first needed. */
  private places: Map<number, number> | null = null;
  /** Events of one trial come one after another. */
  private last: number;

  constructor(trials: Trial[]) {
    this.trials = trials;
    this.last = trials.length - 1;
  }

  /** The trials as they are now; the draft is over. */
  done(): Trial[] {
    return this.trials;
  }

  /** All go but those that are to be kept. */
  clear(kept: (trial: Trial) => boolean = () => false): void {
    this.trials = this.trials.filter(kept);
    this.last = this.trials.length - 1;
    this.listOwned = true;
    this.places = null;
  }

  /** A trial cut off by a reload starts again under its own number, as the newest. */
  start(fresh: Trial): void {
    const before = this.placeOf(fresh.trial);
    const list = this.ownList();
    if (before !== undefined) {
      list.splice(before, 1);
      this.places = null;
    }
    this.last = list.push(fresh) - 1;
    this.places?.set(fresh.trial, this.last);
    this.owned.add(fresh);
  }

  change(trial: number, changes: Partial<Trial>): void {
    const place = this.placeOf(trial);
    if (place !== undefined) Object.assign(this.own(place), changes);
  }

  append(trial: number, points: readonly EpochPoint[]): void {
    const place = this.placeOf(trial);
    if (place === undefined) return;
    const own = this.own(place);
    if (!this.grown.has(own)) {
      own.points = [...own.points];
      this.grown.add(own);
    }
    for (const point of points) own.points.push(point);
  }

  /** Nothing works on them any more. */
  interrupt(): void {
    for (const [place, { state }] of this.trials.entries())
      if (state === 'running') this.own(place).state = 'interrupted';
  }

  private placeOf(trial: number): number | undefined {
    if (this.trials[this.last]?.trial === trial) return this.last;
    this.places ??= new Map(this.trials.map((t, place) => [t.trial, place]));
    const place = this.places.get(trial);
    if (place !== undefined) this.last = place;
    return place;
  }

  private ownList(): Trial[] {
    if (!this.listOwned) {
      this.trials = [...this.trials];
      this.listOwned = true;
    }
    return this.trials;
  }

  private own(place: number): Trial {
    const list = this.ownList();
    const trial = list[place];
    if (this.owned.has(trial)) return trial;
    const copy = { ...trial };
    list[place] = copy;
    this.owned.add(copy);
    return copy;
  }
}

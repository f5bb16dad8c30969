/** A heap: the item of the highest rank first, of equal ones the one that came first. */
export class Queue<T> {
  private readonly items: { item: T; rank: number; age: number }[] = [];
  private age = 0;

  constructor(private readonly rankOf: (item: T) => number) {}

  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    const { items } = this;
    let at = items.push({ item, rank: this.rankOf(item), age: this.age++ }) - 1;
    while (at > 0 && this.before(at, (at - 1) >> 1)) {
      this.swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  /** Errors: `RangeError` of an empty queue. */
  pop(): T {
    const { items } = this;
    const top = items.length - 1;
    if (top < 0) throw new RangeError('nothing is queued');
    this.swap(0, top);
    const taken = items.pop();
    let at = 0;
    for (;;) {
      let next = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < items.length && this.before(child, next)) next = child;
      if (next === at) break;
      this.swap(at, next);
      at = next;
    }
    return (taken as { item: T }).item;
  }

  private before(a: number, b: number): boolean {
    const [x, y] = [this.items[a], this.items[b]];
    return x.rank > y.rank || (x.rank === y.rank && x.age < y.age);
  }

  private swap(a: number, b: number): void {
    const { items } = this;
    [items[a], items[b]] = [items[b], items[a]];
  }
}

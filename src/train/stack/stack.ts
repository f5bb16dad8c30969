import { BenchsideError } from '../../study/errors';
import type { Device } from '../device';
import { layoutOf } from '../layout';
import { breathe } from '../pacing';
import type { DenseJob, EpochResult, NetGroup } from '../trainer';
import { type Asked, Member } from './member';
import { Pack } from './pack';
import { paddedOf, shapeOf } from './stack-shape';

/** What a pack may take on the device, and multiplications of a step beyond which sharing dispatches saves nothing. */
const MOST: Cost = { bytes: 2 ** 27, work: 2 ** 27 };

interface Cost {
  bytes: number;
  work: number;
}

/** A member that waits for an epoch, and how it is told. */
class Request {
  settled = false;

  constructor(
    readonly member: Member,
    readonly asked: Asked,
    private readonly resolve: (results: EpochResult[]) => void,
    private readonly reject: (reason: unknown) => void,
  ) {}

  succeed(results: EpochResult[]): void {
    this.settled = true;
    this.resolve(results);
  }

  fail(reason: unknown): void {
    this.settled = true;
    this.reject(reason);
  }

  /** Whether somebody still waits for it; one that was asked to end is told. */
  get alive(): boolean {
    if (!this.settled && (this.asked.signal.aborted || this.member.disposed))
      this.fail(new BenchsideError('cancelled', {}, 'cancelled'));
    return !this.settled;
  }
}

/** Ends a pass that nobody waits for any more. */
class Abandoned extends Error {}

/**
 * The members of one shape class, which are advanced together: when some have asked for an epoch, one pass is run for
 * all of them. Whoever goes on asks again before the next message is handled, so that nobody ever waits for one who
 * reads its weights, is being judged or is gone. Members join and leave between passes, and are repacked then.
 */
export class Stack {
  private asking: Request[] = [];
  private passing = false;
  private packs: Pack<Member>[] = [];
  private readonly members = new Set<Member>();
  private joined = 0;

  constructor(
    private readonly device: Device,
    private readonly most: Cost,
    private readonly emptied: () => void,
  ) {}

  join(jobs: readonly DenseJob[]): NetGroup {
    const member = new Member(this.device, this, this.joined++, jobs);
    this.members.add(member);
    return member;
  }

  epoch(member: Member, asked: Asked): Promise<EpochResult[]> {
    return new Promise((resolve, reject) => {
      this.asking.push(new Request(member, asked, resolve, reject));
      if (!this.passing) void this.serve();
    });
  }

  /** A member was disposed. */
  left(member: Member): void {
    this.members.delete(member);
    if (!this.passing) this.tidy();
    if (this.members.size === 0) this.emptied();
  }

  /** Passes, until nobody asks. */
  private async serve(): Promise<void> {
    this.passing = true;
    while (this.asking.length > 0) {
      await breathe();
      const requests = this.asking.filter((request) => request.alive);
      this.asking = [];
      requests.sort((a, b) => a.member.number - b.member.number);
      for (const group of grouped(requests, this.most)) {
        const waiting = group.filter((request) => request.alive);
        if (waiting.length > 0) await this.pass(waiting);
      }
      this.tidy();
    }
    this.passing = false;
  }

  private async pass(requests: readonly Request[]): Promise<void> {
    try {
      const results = await this.packOf(requests.map(({ member }) => member)).epoch(
        requests.map(({ asked }) => asked.epoch),
        () => this.rest(requests),
      );
      requests.forEach((request, r) => {
        if (!request.alive) return;
        const result = results[r];
        if (result instanceof BenchsideError) request.fail(result);
        else request.succeed(result);
      });
    } catch (thrown) {
      for (const request of requests) if (request.alive) request.fail(thrown);
    }
  }

  /** Gives way. Who is paused holds up a pass only where all are. */
  private async rest(requests: readonly Request[]): Promise<void> {
    const someFree = () => {
      const waiting = requests.filter((request) => request.alive);
      const free = waiting.map(async (request) => {
        try {
          await request.asked.pause?.();
        } catch (thrown) {
          request.fail(thrown);
          throw thrown;
        }
      });
      return Promise.any(free).catch(() => {});
    };
    await this.device.pace.rest({ pause: someFree });
    if (!requests.some((request) => request.alive)) throw new Abandoned();
  }

  /** The pack of these members and no others: that of the pass before, or one made of what they have. */
  private packOf(members: readonly Member[]): Pack<Member> {
    const same = this.packs.find(
      (pack) => pack.members.length === members.length && pack.members.every((one, m) => one === members[m]),
    );
    if (same) return same;
    for (const pack of this.packs.filter((one) => one.members.some((member) => members.includes(member))))
      this.dissolve(pack);
    const pack = new Pack(
      this.device,
      members,
      members.map((member) => member.give()),
    );
    for (const member of members) member.entered(pack);
    this.packs.push(pack);
    return pack;
  }

  private dissolve(pack: Pack<Member>): void {
    for (const member of pack.members) member.leave();
    pack.dispose();
    this.packs = this.packs.filter((one) => one !== pack);
  }

  /** Packs with nobody left. */
  private tidy(): void {
    for (const pack of this.packs) if (pack.members.every(({ disposed }) => disposed)) this.dissolve(pack);
  }
}

/** Those that are advanced at once: as many as a pack may hold. */
function grouped(requests: readonly Request[], most: Cost): Request[][] {
  const groups: Request[][] = [];
  for (const request of requests) {
    const group = groups.at(-1);
    const cost = group && costOf([...group, request].flatMap(({ member }) => member.jobs));
    if (group && cost && cost.bytes <= most.bytes && cost.work <= most.work) group.push(request);
    else groups.push([request]);
  }
  return groups;
}

/**
 * Bytes on the device (validation rows, parameters and moments, values of a batch) and multiplications of a step, where
 * all batches are as long as the longest.
 */
function costOf(jobs: readonly DenseJob[]): Cost {
  const { inputs, layers } = paddedOf(jobs[0].spec);
  const { size } = layoutOf(paddedOf(jobs[0].spec));
  const rows = Math.max(...jobs.map(({ spec }) => spec.optimizer.batchSize));
  const values = layers.reduce((sum, { units }) => sum + units, inputs);
  const valid = jobs.reduce((sum, job) => sum + job.valid.n, 0);
  return {
    bytes: 4 * (valid * inputs + jobs.length * (6 * size + 3 * rows * values)),
    work: jobs.length * rows * size,
  };
}

/** All stacks of a device, one a shape class. */
export class Stacks {
  private readonly open = new Map<string, Stack>();

  constructor(
    private readonly device: Device,
    private readonly most = MOST,
  ) {}

  /** Nets of one shape class (`canStack`), which may be advanced with others. */
  start(jobs: readonly DenseJob[]): NetGroup {
    const shape = shapeOf(jobs[0].spec);
    let stack = this.open.get(shape);
    if (!stack) {
      stack = new Stack(this.device, this.most, () => this.open.delete(shape));
      this.open.set(shape, stack);
    }
    return stack.join(jobs);
  }
}

import { joinTables } from '../data/join/join-tables';
import { conceptsIn, MOST_CONCEPTS, proposeJoin } from '../data/join/propose-join';
import type { ReadResult } from '../data/profile-types';
import { BenchsideError, errorRecord } from '../study/errors';
import type { ColumnPlan, JoinPlan, Study } from '../study/schema';
import type { Hospitals } from './hospitals';
import { join } from './join';
import { proposeStudy, stepsFor } from './propose-study';
import type { EngineApi, JoinAnswer, SourcesAnswer } from './protocol';
import type { Session } from './session';

/** So many measurements can be chosen among; the rarer ones are rarely of use. */
const SHOWN_CONCEPTS = 60;
/** A table with this share of the first's column names is the same table of other patients. */
const SAME_SHARE = 0.8;

/**
 * The open study's table as it was read, with its patient keys, and a second one beside it: in the worker's memory
 * and nowhere else, until another takes its place.
 */
export class Joining {
  private first: ReadResult | null = null;
  private second: ReadResult | null = null;

  hold(result: ReadResult | null): void {
    this.first = result;
    this.second = null;
  }

  /** Throws `join.firstAgain` where the study's own table is not here. */
  propose(study: Study, right: ReadResult): JoinAnswer {
    const left = this.of(study);
    this.second = right;
    let plan: JoinPlan | null = null;
    let failed: unknown = null;
    try {
      plan = proposeJoin(left, right);
    } catch (thrown) {
      failed = thrown;
    }
    const names = new Set(right.profile.map((c) => c.name));
    const shared = left.profile.filter((c) => names.has(c.name)).length;
    // Numbers of patients count from 1 in many a hospital: that keys meet does not make it the same patients.
    const sameColumns = shared >= SAME_SHARE * left.profile.length;
    if (!plan && !sameColumns) throw failed;
    return this.review(study, plan, sameColumns);
  }

  /** What a plan would do, or what stands against it. Throws `join.firstAgain`. */
  review(study: Study, given: JoinPlan | null, sameColumns = false): JoinAnswer {
    const [left, right] = this.both(study);
    const concepts = given?.long ? conceptsIn(right, given.long.concept) : [];
    const plan = given && filled(given, concepts);
    const answer: JoinAnswer = {
      plan,
      sameColumns,
      left: left.profile.map((c) => c.name),
      dates: left.profile.filter((c) => c.type === 'date').map((c) => c.name),
      right: right.profile.map((c) => c.name),
      concepts: concepts.slice(0, SHOWN_CONCEPTS),
      review: null,
      error: null,
    };
    if (!plan) return answer;
    try {
      const { named, report } = joinTables(left.table, right.table, plan);
      return { ...answer, review: { report, columns: named.map(({ to }) => to) } };
    } catch (thrown) {
      return { ...answer, error: errorRecord(thrown) };
    }
  }

  /** The joined table becomes a new study's data, with the decisions of the open one. */
  async adopt(session: Session, { study: given, plan, id }: EngineApi['adoptJoin'][0]) {
    const [left, right] = this.both(given);
    const { result, plan: joined } = await join(left, right, plan);
    const joins = [...(given.joins ?? []), joined];
    const proposed = proposeStudy(result, { id, kind: 'file', joins });
    const before = new Map(given.columns.map((c) => [c.name, c]));
    const columns = proposed.columns.map(
      (c): ColumnPlan =>
        // The outcome and the patient are decided on: a second one would tell the model who or what it is about.
        before.get(c.name) ?? (c.role === 'feature' ? c : { ...c, role: 'ignore' }),
    );
    const families = Object.keys(given.search.space);
    const untouched = JSON.stringify(stepsFor(left.table, given.columns, given.task, families));
    const steps =
      untouched === JSON.stringify(given.steps)
        ? stepsFor(result.table, columns, given.task, families)
        : given.steps;
    const study: Study = { ...given, id, data: proposed.data, joins, columns, steps };
    await session.adopt(study, result.table);
    this.hold(result);
    return { study, profile: session.profile(study.columns) };
  }

  /** All files of a joined study again, in any order. Throws `data.hashDiffers`. */
  async attach(session: Session, { study, results }: EngineApi['attachJoined'][0]) {
    const joins = study.joins ?? [];
    const further = joins.map((plan) => results.find((r) => r.sha256 === plan.sha256));
    const rest = results.filter((r) => !further.includes(r));
    let [result] = rest;
    if (!result || rest.length > 1) throw new BenchsideError('data.hashDiffers');
    for (const [i, right] of further.entries()) {
      if (!right) throw new BenchsideError('data.hashDiffers');
      result = (await join(result, right, joins[i])).result;
    }
    if (result.sha256 !== study.data?.sha256) throw new BenchsideError('data.hashDiffers');
    const whole = { ...study, columns: study.columns.map((c) => ({ ...c, stored: true })) };
    await session.attach(whole, result.table);
    this.hold(result);
    return { study: whole, profile: session.profile(whole.columns) };
  }

  /** The two tables as two hospitals' on their way to one. */
  asHospitals(study: Study, hospitals: Hospitals, files: string[]): SourcesAnswer {
    return hospitals.propose(this.both(study), files, study.sources);
  }

  private of(study: Study): ReadResult {
    if (!this.first || this.first.sha256 !== study.data?.sha256) throw new BenchsideError('join.firstAgain');
    return this.first;
  }

  private both(study: Study): [ReadResult, ReadResult] {
    const left = this.of(study);
    if (!this.second) throw new BenchsideError('join.firstAgain');
    return [left, this.second];
  }
}

/** A plan changed by hand: the names of an earlier join are no longer its own; another concept column, other concepts. */
function filled({ columns: _, ...plan }: JoinPlan, concepts: { name: string }[]): JoinPlan {
  if (!plan.long) return plan;
  const there = new Set(concepts.map(({ name }) => name));
  const kept = plan.long.concepts.filter(({ concept }) => there.has(concept));
  const proposed = concepts
    .slice(0, MOST_CONCEPTS)
    .map(({ name }) => ({ concept: name, aggregates: ['last' as const] }));
  const foreign = plan.long.concepts.some(({ concept }) => !there.has(concept));
  return { ...plan, long: { ...plan.long, concepts: foreign && kept.length === 0 ? proposed : kept } };
}

import type { Trial } from '../study/events';
import { higherIsBetter } from '../study/journal-state';
import type { Rng } from '../study/random';
import type { Space } from '../study/space';
import { workOf } from './counted-work';
import type { SearchFacts } from './strategy';

/** Share of the work that is divided evenly, whatever it pays: what looks poor now may only have begun badly. */
export const FLOOR = 0.2;

/** What searching may better a family by, as a share of its first loss, before anything is known of it. */
const FIRST_GAIN = 0.1;

/** What a family has cost and what more of it is worth. */
export interface FamilyTime {
  family: string;
  trials: number;
  /** Of the trials that are over, counted: see `counted-work.ts`. */
  work: number;
  /** Share of the work from here on, 0 to 1, as what its trials have told so far says it should be. */
  due: number;
  /** Work of a trial on the average; of all families' where it has none yet. */
  each: number;
}

/** How a family came to its best: work until now, until its best trial and until the one that was its best before. */
interface Course {
  work: number;
  best: number;
  toBest: number;
  toBefore: number;
  /** By how much the last betterment was one; the first score by `FIRST_GAIN`. */
  gain: number;
}

/** Losses that cannot be below zero, so that the first score of a family says how much there is to gain. */
const lossOf = ({ score }: Trial, { metric }: SearchFacts): number =>
  score ? (higherIsBetter(metric) ? 1 - score.metric : score.metric) : Number.NaN;

function courseOf(trials: readonly Trial[], about: SearchFacts): Course {
  const course = { work: 0, best: Number.POSITIVE_INFINITY, toBest: 0, toBefore: 0, gain: 0 };
  for (const trial of trials) {
    course.work += workOf(trial, about);
    const loss = trial.state === 'finished' ? lossOf(trial, about) : Number.NaN;
    if (!(loss < course.best)) continue;
    course.gain = Number.isFinite(course.best) ? course.best - loss : FIRST_GAIN * Math.abs(loss);
    course.best = loss;
    course.toBefore = course.toBest;
    course.toBest = course.work;
  }
  return course;
}

/**
 * The work until a family betters the best of all: as much as it took from its last betterment, or has been since; of
 * one that is behind also what it takes to come up, at the pace of its last betterment.
 */
function workToGain({ work, best, toBest, toBefore, gain }: Course, lowest: number): number {
  if (!Number.isFinite(best)) return Number.POSITIVE_INFINITY;
  const own = Math.max(work - toBest, toBest - toBefore);
  const behind = best - lowest;
  return behind > 0 ? Math.max(own, (behind * (work - toBefore)) / gain) : own;
}

/**
 * How the work to come is divided among a search's families: a fifth evenly, the rest by how likely a trial pays, which
 * is its work beside the work until the family betters the best of all (estimated cost for improvement: Wang, Wu, Weimer
 * & Zhu, "FLAML", MLSys 2021). So a family that stands still gets less the longer it does, and one far behind whose
 * betterments are small is left its floor.
 */
export function dividedTime(space: Space, trials: readonly Trial[], about: SearchFacts): FamilyTime[] {
  const families = Object.keys(space);
  const over = trials.filter(({ state }) => state !== 'running' && state !== 'interrupted');
  const own = families.map((family) => over.filter(({ config }) => config.family === family));
  const courses = own.map((list) => courseOf(list, about));
  const lowest = Math.min(...courses.map(({ best }) => best));
  const told = own.flat().length;
  const usual = told > 0 ? courses.reduce((sum, { work }) => sum + work, 0) / told : 1;
  const each = own.map((list, at) => (list.length > 0 ? courses[at].work / list.length : usual));
  // A family that was never tried pays as surely as one can.
  const pays = own.map((list, at) =>
    list.length > 0 ? each[at] / Math.max(each[at], workToGain(courses[at], lowest)) : 1,
  );
  const sum = pays.reduce((a, b) => a + b, 0);
  const even = 1 / families.length;
  return families.map((family, at) => ({
    family,
    trials: own[at].length,
    work: courses[at].work,
    due: FLOOR * even + (1 - FLOOR) * (sum > 0 ? pays[at] / sum : even),
    each: each[at],
  }));
}

/** The families in the order in which they are to be asked: drawn so that each comes to what is due to it. */
export const familiesInTurn = (
  space: Space,
  trials: readonly Trial[],
  about: SearchFacts,
  rng: Rng,
): string[] =>
  dividedTime(space, trials, about)
    // The first of waiting times at rates of work due a trial's work: drawn without putting back.
    .map(({ family, due, each }) => ({ family, wait: (-Math.log(1 - rng.next()) * each) / due }))
    .sort((a, b) => a.wait - b.wait)
    .map(({ family }) => family);

import type { Table } from '../data/dataset';
import { markIdentifiers } from '../data/identifiers/mark';
import { profileTable } from '../data/profile';
import type { ReadResult } from '../data/profile-types';
import { sumOf } from '../data/sha256';
import { columnFacts } from '../data/sites/column-facts';
import { combine } from '../data/sites/combine';
import { mapAgain, proposeSources, type SourceTable } from '../data/sites/propose-sources';
import { reviewSources } from '../data/sites/review-sources';
import { siteNames } from '../data/sites/site-names';
import { asCategories } from '../data/typed-column';
import { BenchsideError, fromRecord } from '../study/errors';
import type { ColumnPlan, SourcePlan, Study } from '../study/schema';
import { proposeStudy } from './propose-study';
import type { EngineApi, SourcesAnswer } from './protocol';
import type { Session } from './session';
import { fewPatients } from './spellings';

/** The tables of several hospitals inside the engine worker, until the tab is closed or others are given. */
export class Hospitals {
  private tables: Table[] = [];
  private facts: SourceTable[] = [];

  /** `files`: the files' names. `known`: mappings of an earlier study, which these files repeat. */
  propose(results: ReadResult[], files: string[], known: SourcePlan[]): SourcesAnswer {
    const names = siteNames(files);
    const facts = results.map((result, i) => ({
      site: names[i],
      sha256: result.sha256,
      rows: result.table.n,
      facts: columnFacts(result),
    }));
    const sources = proposeSources(facts, known);
    this.tables = results.map((result) => result.table);
    this.facts = facts;
    return { sources, review: reviewSources(facts, sources) };
  }

  /** Throws `sites.filesAgain` where the tables of these sources are not here. */
  review(given: SourcePlan[], propose?: { at: number; to: string }): SourcesAnswer {
    const { facts } = this.tablesOf(given);
    const sources = propose ? mapAgain(facts, given, propose) : given;
    return { sources, review: reviewSources(facts, sources) };
  }

  /** One table of all. Throws what stands against it, and nothing held is lost. */
  async combine(sources: SourcePlan[]): Promise<{ result: ReadResult; site: string }> {
    const { tables, facts } = this.tablesOf(sources);
    const [problem] = reviewSources(facts, sources).problems;
    if (problem) throw fromRecord(problem);
    const { table, site } = combine(tables, sources);
    const sha256 = await sumOf(sources.map((source) => source.sha256));
    const format = { kind: 'csv' as const, delimiter: '', encoding: '' };
    return { result: { table, profile: markIdentifiers(profileTable(table), table), sha256, format }, site };
  }

  /** The plans with the levels of each hospital that few of its patients have; its own words are in no table later. */
  counted(sources: SourcePlan[], patient: string | undefined): SourcePlan[] {
    const { tables } = this.tablesOf(sources);
    return sources.map((source, i) => {
      const read = new Map(tables[i].columns.map(({ name, column }) => [name, column]));
      const key = read.get(source.columns.find(({ to }) => to === patient)?.from ?? '');
      const codes = key && asCategories(key).codes;
      // A row without a patient is one of its own.
      const unit = Int32Array.from({ length: tables[i].n }, (_, row) =>
        codes && codes[row] >= 0 ? codes[row] : -1 - row,
      );
      const columns = source.columns.map(({ few: _, ...column }) => {
        const own = column.levels && read.get(column.from);
        const few = own ? [...fewPatients(asCategories(own), unit)] : [];
        const mapped = few.filter((level) => Object.hasOwn(column.levels ?? {}, level));
        return { ...column, ...(mapped.length > 0 && { few: mapped }) };
      });
      return { ...source, columns };
    });
  }

  private tablesOf(sources: SourcePlan[]): { tables: Table[]; facts: SourceTable[] } {
    // Two files of the same content are two tables: each is taken once.
    const left = new Set(this.facts.keys());
    const at = sources.map((source) => {
      const found = [...left].find((i) => this.facts[i].sha256 === source.sha256);
      if (found === undefined) throw new BenchsideError('sites.filesAgain');
      left.delete(found);
      return found;
    });
    return { tables: at.map((i) => this.tables[i]), facts: at.map((i) => this.facts[i]) };
  }
}

/** The decisions of a study on a table put together anew: a column that it did not know has no part in it. */
function carriedOver(given: Study, proposed: Study, id: string): Study {
  const before = new Map(given.columns.map((c) => [c.name, c]));
  const columns = proposed.columns.map(
    (c): ColumnPlan => (c.role === 'site' ? c : (before.get(c.name) ?? { ...c, role: 'ignore' })),
  );
  return { ...given, id, data: proposed.data, columns };
}

/** One table of several hospitals becomes a new study's data. */
export async function adoptSources(
  session: Session,
  hospitals: Hospitals,
  { sources, study: given, options }: EngineApi['adoptSources'][0],
): Promise<EngineApi['adoptSources'][1]> {
  const { result, site } = await hospitals.combine(sources);
  const proposed = proposeStudy(result, { ...options, kind: 'files', site: options.site ?? site });
  if (given)
    for (const { name, role } of given.columns)
      if (role !== 'ignore' && role !== 'site' && !result.table.columns.some((c) => c.name === name))
        throw new BenchsideError('use.missingColumn', { name });
  const planned = given ? carriedOver(given, proposed, options.id) : proposed;
  const patient = planned.columns.find(({ role }) => role === 'patient')?.name;
  const study = { ...planned, sources: hospitals.counted(sources, patient) };
  await session.adopt(study, result.table);
  return { study, profile: result.profile };
}

/** The same files again: the table of all is whole once more. Throws `data.hashDiffers`. */
export async function attachSources(
  session: Session,
  hospitals: Hospitals,
  { study, results, files }: EngineApi['attachSources'][0],
): Promise<EngineApi['attachSources'][1]> {
  const sums = await sumOf(results.map((result) => result.sha256));
  if (sums !== study.data?.sha256) throw new BenchsideError('data.hashDiffers');
  hospitals.propose(results, files, study.sources);
  const { result } = await hospitals.combine(study.sources);
  const whole = { ...study, columns: study.columns.map((c) => ({ ...c, stored: true })) };
  await session.attach(whole, result.table);
  return { study: whole, profile: session.profile(whole.columns) };
}

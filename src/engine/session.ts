import { type AlikeIn, alikeInPieces } from '../data/alike-rows';
import { placeNames } from '../data/columns-named';
import type { Table } from '../data/dataset';
import { markIdentifiers } from '../data/identifiers/mark';
import { withLevels } from '../data/levels';
import { forStorage, withPseudonyms } from '../data/materialize';
import { renameTable } from '../data/name-columns';
import { profileColumn, profileTable } from '../data/profile';
import type { ColumnProfile } from '../data/profile-types';
import { splitBy } from '../data/split-by';
import { candidateParameters } from '../evaluate/sample-size/candidate-parameters';
import type { Finding } from '../guard/finding';
import { leaksInPieces } from '../guard/leaks';
import type { AnyCheck, QualityFinding } from '../guard/quality/finding';
import { outerFolds } from '../split/outer-folds';
import type { SplitSummary } from '../split/parts';
import { summarize } from '../split/summarize';
import type { Clock } from '../study/context';
import { BenchsideError, errorRecord } from '../study/errors';
import type { InPieces } from '../study/in-pieces';
import { migrate } from '../study/migrations';
import type { ColumnPlan, Study } from '../study/schema';
import { identifies, splitColumn } from '../study/split-column';
import { withoutCells } from '../study/without-cells';
import { forgetHeld, type HeldPictures, openHeld, picturesOf } from './images/held';
import { Journal } from './journal';
import { type Ready, ready } from './prepare';
import type { WorkerEvent } from './protocol';
import { Storage } from './storage';

/** The decisions that make rows and parts: as long as they stay, what was made of them stays. */
const partsKey = ({ columns, task, split, seed, images }: Study): string =>
  JSON.stringify([columns, task, split, seed, images]);

/** What decides the features and how they are read. */
const featuresKey = ({ columns, task }: Study): string =>
  JSON.stringify([columns.filter((c) => c.role === 'feature'), task?.target, task?.survival?.time]);

/** Columns kept in storage change only with their roles and types, and with the one that the test part is chosen by. */
const keptKey = ({ columns, split }: Study): string =>
  JSON.stringify(
    columns.map((column) => [
      column.name,
      column.role === 'ignore' && column.name !== splitColumn(split),
      column.role === 'patient',
      identifies(column),
    ]),
  );

/** What a page was left with is this study's newest document, unless it is none. */
function asLeft(stored: Study, unsaved: string | null): Study {
  if (unsaved === null) return stored;
  try {
    const left = migrate(JSON.parse(unsaved));
    return left.id === stored.id ? left : stored;
  } catch {
    return stored;
  }
}

/** What checks found, by the decisions that it was found under. */
interface Checked {
  leaks?: { key: string; value: Finding[] };
  alike?: { key: string; value: readonly (readonly number[])[] };
  found?: { key: string; value: Map<AnyCheck, QualityFinding[]> };
}

/** How long another holder of a study is waited for. */
const LOCK_WAIT_MS = 1500;

/** The open study inside the engine worker: its table, its journal, and the lock that keeps other tabs from writing. */
export class Session {
  private cache: { key: string; value: Ready } | null = null;
  private checked: Checked = {};
  private kept = '';
  private unlock: () => void = () => {};
  private storage: Storage | null = null;
  private table: Table | null = null;
  private open: Journal | null = null;
  /** The pictures of the rows, where the study has them. */
  pictures: HeldPictures | null = null;
  /** The column that holds pseudonyms since the table was taken over: good for grouping and nothing else. */
  private pseudonyms: string | null = null;
  /** Names given to the columns of a file without any. */
  private names: readonly string[] | undefined;
  id = '';

  constructor(
    private readonly clock: Clock,
    private readonly emit: (event: WorkerEvent) => void,
    /** Resolves when no work of the open study is left: another is about to take its place. */
    private readonly leave: () => Promise<void>,
  ) {}

  get journal(): Journal {
    if (!this.open) throw new BenchsideError('target.none');
    return this.open;
  }

  get columns(): Table {
    if (!this.table) throw new BenchsideError('target.none');
    return this.table;
  }

  /** The table as this study calls its columns. */
  tableFor({ names }: Pick<Study, 'names'>): Table {
    return this.callBy(names).columns;
  }

  /** Columns of a file without a row of names are called by these from now on; pseudonyms keep their column. */
  callBy(names: readonly string[] | undefined): this {
    const places = placeNames((names ?? this.names ?? []).length);
    const [from, to] = [this.names ?? places, names ?? places];
    if (this.table && from.some((name, i) => name !== to[i])) {
      this.table = renameTable(this.table, from, to);
      if (this.pseudonyms !== null) this.pseudonyms = to[from.indexOf(this.pseudonyms)] ?? this.pseudonyms;
    }
    this.names = names;
    return this;
  }

  /** IndexedDB, or null where the browser refuses it: the page is told, and the study lives in memory. */
  async store(): Promise<Storage | null> {
    if (!this.storage)
      try {
        this.storage = await Storage.open();
      } catch (error) {
        this.emit({ storage: errorRecord(error) });
      }
    return this.storage;
  }

  /** A new study with a table just read, and the pictures of its rows. What was open before is closed, not lost. */
  async adopt(study: Study, table: Table, pictures: HeldPictures | null = null): Promise<void> {
    const unlock = await this.lock(study.id);
    await this.rest();
    const journal = new Journal(study.id, await this.store(), this.clock, [], this.emit);
    this.become(study.id, unlock, table, journal);
    this.pictures = pictures;
    this.hide(study, table);
    await this.save(study);
  }

  /** The same file given again: the table is whole once more, the journal stays. */
  async attach(study: Study, table: Table, pictures: HeldPictures | null = null): Promise<void> {
    this.pictures = pictures;
    this.hide(study, table);
    this.cache = null;
    this.checked = {};
    this.kept = '';
    await this.save(study);
  }

  /** Patients' keys go no further than this: a table is taken over with pseudonyms in their place. */
  private hide({ columns, names }: Study, table: Table): void {
    this.table = withPseudonyms(table, columns);
    this.names = names;
    this.pseudonyms = columns.find((c) => c.role === 'patient')?.name ?? null;
  }

  /**
   * Throws `storage.otherTab` where another tab holds the study. Null where storage does not know it. `unsaved`: its
   * document, as JSON, as a page was left with it before it could be saved; the columns are those of storage.
   */
  async restore(id: string, unsaved: string | null = null): Promise<Study | null> {
    const storage = await this.store();
    if (!storage || !(await storage.load(id))) return null;
    const unlock = await this.lock(id);
    await this.rest();
    // Read once nobody else writes it any more.
    const found = await storage.load(id);
    if (!found) return null;
    const journal = new Journal(id, storage, this.clock, await storage.journal(id), this.emit);
    this.become(id, unlock, found.table, journal);
    this.pictures = found.pictures && (await openHeld(found.pictures));
    this.names = found.study.names;
    this.kept = keptKey(found.study);
    this.pseudonyms = found.study.columns.find((c) => c.role === 'patient')?.name ?? null;
    const study = asLeft(found.study, unsaved);
    if (study !== found.study) await this.save(study);
    const stored = new Set(this.columns.columns.map((c) => c.name));
    return { ...study, columns: study.columns.map((c) => ({ ...c, stored: stored.has(c.name) })) };
  }

  /**
   * The study document, and the columns where their roles now keep others. Where storage refuses, the page is told
   * and the study lives in memory.
   */
  async save(study: Study): Promise<void> {
    const storage = await this.store();
    if (!storage || study.id !== this.id) return;
    this.callBy(study.names);
    const kept = keptKey(study);
    try {
      if (kept !== this.kept) {
        const table = forStorage(this.usable(study.columns), study.columns, splitColumn(study.split));
        await storage.saveTable(study.id, table, this.pictures?.record);
        this.kept = kept;
      }
      await storage.saveStudy(withoutCells(study), this.clock.now());
    } catch (error) {
      this.emit({ storage: errorRecord(error) });
    }
  }

  /** Throws `storage.otherTab` where another tab works on the study: it would write what was just deleted. */
  async forget(id: string): Promise<void> {
    const unlock = await this.lock(id);
    if (id === this.id) {
      await this.rest();
      this.close();
    }
    const storage = await this.store();
    const found = await storage?.load(id);
    await storage?.forget(id);
    await forgetHeld(id, found?.pictures ?? null);
    unlock();
  }

  profile(columns: ColumnPlan[]): ColumnProfile[] {
    const plans = new Map(columns.map((c) => [c.name, c]));
    const found = this.columns.columns.map((read) =>
      profileColumn(read, this.columns.n, plans.get(read.name)),
    );
    return markIdentifiers(found, this.columns, columns);
  }

  /** Profiles as of a file just read: what is proposed for the columns as they are called now. */
  profileAnew(study: Study): ColumnProfile[] {
    const table = this.tableFor(study);
    const hint = study.columns.some((c) => c.decimal === 'comma') ? 'comma' : 'point';
    return markIdentifiers(profileTable(table, hint), table);
  }

  /** Rows, types and parts for a study; made again only when a decision behind them changed. */
  ready(study: Study): Ready {
    const key = partsKey(study);
    if (this.cache?.key !== key) this.cache = { key, value: this.readyApart(study) };
    return this.cache.value;
  }

  /** The same for a study that is not the open one, such as one with an outer fold as its test part: not kept. */
  readyApart(study: Study): Ready {
    this.callBy(study.names);
    const usable = this.usable(study.columns);
    const chosenBy = splitColumn(study.split);
    for (const { name, role } of study.columns)
      if ((role !== 'ignore' || name === chosenBy) && !usable.columns.some((c) => c.name === name))
        throw new BenchsideError('data.columnNotStored', { name });
    return ready(usable, study, picturesOf(this.pictures), this.alikeIn(study));
  }

  /** Rows alike in this study's features: looked for once for each choice of features, however they are parted. */
  alikeIn(study: Study): AlikeIn {
    const key = featuresKey(study);
    const { checked } = this;
    return function* (data) {
      if (checked.alike?.key !== key) checked.alike = { key, value: yield* alikeInPieces(data) };
      return checked.alike.value;
    };
  }

  /** What the checks of the table have found, for those who ask it too; the rows can be parted. */
  found(study: Study): Map<AnyCheck, QualityFinding[]> | undefined {
    // Where rows that are alike count as one patient's, only the split takes them so.
    if (study.split.duplicates === 'together' || study.images?.alike === 'together') return undefined;
    const key = partsKey(study);
    if (this.checked.found?.key !== key) this.checked.found = { key, value: new Map() };
    return this.checked.found.value;
  }

  /** Ways in which the answer could stand in both parts; looked for once for each way of parting. */
  *leaks(study: Study, { data, target, parts, pictures, site }: Ready): InPieces<Finding[]> {
    const key = partsKey(study);
    const { checked } = this;
    if (checked.leaks?.key !== key) {
      const table = this.tableFor(study);
      const profile = this.profile(study.columns);
      const alikePictures = pictures && { groups: pictures.alike, copies: pictures.copies };
      const alikeIn = this.alikeIn(study);
      const input = {
        study,
        table,
        profile,
        data,
        target,
        parts,
        dev: parts.dev,
        site,
        alikeIn,
        alikePictures,
        found: this.found(study),
      };
      const value = yield* leaksInPieces(input);
      checked.leaks = { key, value };
      return value;
    }
    return checked.leaks.value;
  }

  split(study: Study): SplitSummary {
    const made = this.ready(study);
    const { parts, target, data, site } = made;
    return summarize(parts, {
      plan: study.split,
      target,
      unit: data.unit,
      site,
      order: splitBy(this.tableFor(study), study).order,
      outer: outerFolds(study.split, target, data.unit, study.seed, site),
      parameters: candidateParameters(withLevels(data, made.levels)),
    });
  }

  /** The table without pseudonyms where these plans take them for something else: the file is needed again. */
  private usable(plans: ColumnPlan[]): Table {
    const { n, columns } = this.columns;
    const asPatient = plans.some((c) => c.name === this.pseudonyms && c.role === 'patient');
    return asPatient ? this.columns : { n, columns: columns.filter((c) => c.name !== this.pseudonyms) };
  }

  /** Nothing of the open study is left to be done or written. */
  private async rest(): Promise<void> {
    await this.leave();
    await this.open?.written();
  }

  private become(id: string, unlock: () => void, table: Table, journal: Journal): void {
    if (id !== this.id) this.unlock();
    this.id = id;
    this.unlock = unlock;
    this.table = table;
    this.open = journal;
    this.pictures?.close();
    this.pictures = null;
    this.pseudonyms = null;
    this.names = undefined;
    this.cache = null;
    this.checked = {};
    this.kept = '';
  }

  private close(): void {
    this.id = '';
    this.table = null;
    this.open = null;
    this.pictures?.close();
    this.pictures = null;
    this.cache = null;
    this.checked = {};
  }

  /** One tab writes a study. The lock goes with the worker, however it ends. Answers how to give it back. */
  private async lock(id: string): Promise<() => void> {
    if (id === this.id) return this.unlock;
    // A worker that has just ended, here or by a reload, may hold it for a moment longer.
    const signal = AbortSignal.timeout(LOCK_WAIT_MS);
    const held = await new Promise<(() => void) | null>((resolve) => {
      navigator.locks
        .request(`benchside-study-${id}`, { signal }, () => new Promise<void>((release) => resolve(release)))
        .catch(() => resolve(null));
    });
    if (!held) throw new BenchsideError('storage.otherTab');
    return held;
  }
}

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Table } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { BlobRef, JournalEvent } from '../study/events';
import { migrate } from '../study/migrations';
import type { Study } from '../study/schema';
import type { PictureRecord } from './images/held';
import type { StudySummary } from './protocol';

interface Schema extends DBSchema {
  studies: { key: string; value: { id: string; study: unknown; savedAt: number; trials: number } };
  /** Typed columns without identifiers and ignored columns; patients are pseudonyms. */
  tables: { key: string; value: { id: string; table: Table; pictures?: PictureRecord } };
  journal: { key: [string, number]; value: { study: string; seq: number; event: JournalEvent } };
  blobs: { key: [string, string]; value: { study: string; ref: BlobRef; value: unknown } };
}

/**
 * Everything kept on this computer, in one IndexedDB. Writes ask for strict durability: "relaxed", the default,
 * may lose the last seconds when the machine goes down. Every failure is `storage.failed`: the caller says so
 * and keeps running.
 */
export class Storage {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static open(name = 'benchside'): Promise<Storage> {
    return guarded(async () => {
      const db = await openDB<Schema>(name, 1, {
        upgrade(fresh) {
          fresh.createObjectStore('studies', { keyPath: 'id' });
          fresh.createObjectStore('tables', { keyPath: 'id' });
          fresh.createObjectStore('journal', { keyPath: ['study', 'seq'] });
          fresh.createObjectStore('blobs', { keyPath: ['study', 'ref'] });
        },
      });
      return new Storage(db);
    });
  }

  close(): void {
    this.db.close();
  }

  saveStudy(study: Study, savedAt: number): Promise<void> {
    return guarded(async () => {
      const tx = this.db.transaction('studies', 'readwrite', { durability: 'strict' });
      const old = await tx.store.get(study.id);
      await tx.store.put({ id: study.id, study, savedAt, trials: old?.trials ?? 0 });
      await tx.done;
    });
  }

  /** `pictures`: where their pixels lie and what was found about them. */
  saveTable(id: string, table: Table, pictures?: PictureRecord): Promise<void> {
    return this.put('tables', { id, table, ...(pictures && { pictures }) });
  }

  /** The study and its columns, or null. A stored study of an older version is migrated. */
  load(id: string): Promise<{ study: Study; table: Table; pictures: PictureRecord | null } | null> {
    return guarded(async () => {
      const [row, data] = await Promise.all([this.db.get('studies', id), this.db.get('tables', id)]);
      return row && data
        ? { study: migrate(row.study), table: data.table, pictures: data.pictures ?? null }
        : null;
    });
  }

  /** Sets of pictures that stored studies have. */
  pictureSets(): Promise<string[]> {
    return guarded(async () =>
      (await this.db.getAll('tables')).flatMap(({ pictures }) => (pictures ? [pictures.set] : [])),
    );
  }

  list(): Promise<StudySummary[]> {
    return guarded(async () => {
      const rows = await this.db.getAll('studies');
      return rows
        .sort((a, b) => b.savedAt - a.savedAt)
        .map(({ id, study, savedAt, trials }) => {
          const { name, data, task } = study as Partial<Study>;
          return {
            id,
            name: name ?? '',
            savedAt,
            rows: data?.rows ?? 0,
            target: task?.target ?? null,
            trials,
          };
        });
    });
  }

  forget(id: string): Promise<void> {
    return guarded(async () => {
      const tx = this.db.transaction(['studies', 'tables', 'journal', 'blobs'], 'readwrite', {
        durability: 'strict',
      });
      await tx.objectStore('studies').delete(id);
      await tx.objectStore('tables').delete(id);
      await tx.objectStore('journal').delete(IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]));
      await tx.objectStore('blobs').delete(IDBKeyRange.bound([id, ''], [id, '￿']));
      await tx.done;
    });
  }

  /** Appends one event; a finished trial is counted in the list of studies in the same transaction. */
  append(study: string, event: JournalEvent): Promise<void> {
    return guarded(async () => {
      const tx = this.db.transaction(['journal', 'studies'], 'readwrite', { durability: 'strict' });
      await tx.objectStore('journal').add({ study, seq: event.seq, event });
      if (event.type === 'trial.finished') {
        const row = await tx.objectStore('studies').get(study);
        if (row) await tx.objectStore('studies').put({ ...row, trials: row.trials + 1 });
      }
      await tx.done;
    });
  }

  journal(study: string): Promise<JournalEvent[]> {
    return guarded(async () => {
      const rows = await this.db.getAll(
        'journal',
        IDBKeyRange.bound([study, 0], [study, Number.POSITIVE_INFINITY]),
      );
      return rows.map((row) => row.event);
    });
  }

  putBlob(study: string, ref: BlobRef, value: unknown): Promise<void> {
    return this.put('blobs', { study, ref, value });
  }

  getBlob<T>(study: string, ref: BlobRef): Promise<T | null> {
    return guarded(async () => ((await this.db.get('blobs', [study, ref]))?.value as T | undefined) ?? null);
  }

  private put<S extends 'tables' | 'blobs'>(store: S, value: Schema[S]['value']): Promise<void> {
    return guarded(async () => {
      const tx = this.db.transaction(store, 'readwrite', { durability: 'strict' });
      await tx.store.put(value);
      await tx.done;
    });
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BenchsideError) throw error;
    throw new BenchsideError('storage.failed', {}, 'fatal');
  }
}

import type { Table } from '../../data/dataset';
import { markIdentifiers } from '../../data/identifiers/mark';
import { labelPictures } from '../../data/images/labels/label-pictures';
import { profileTable } from '../../data/profile';
import type { ReadResult } from '../../data/profile-types';
import { BenchsideError } from '../../study/errors';
import { planOf } from '../images/adopt';
import type { Shelf } from '../images/handlers';
import { openPictureStore, type PictureSet } from '../images/picture-store';

/** Another hospital's pictures beside a model: their pixels are forgotten as soon as the model is done with them. */
export interface ExternalSet {
  set: PictureSet;
  unreadable: number;
  forget(): Promise<void>;
}

/** A column that says nothing of any row. */
const isEmpty = ({ columns }: Table, name: string): boolean => {
  const column = columns.find((one) => one.name === name)?.column;
  return column?.kind === 'cat' && column.codes.every((code) => code < 0);
};

/**
 * Pictures just read as one table row each: classes by folder, the columns of the table beside them, patients by tags or
 * by the pattern of the names. They are taken off the shelf. Throws `images.again`, `images.none`, `external.noLabels`
 * and `image.table*`.
 */
export async function readPictures(
  shelf: Shelf,
  beside: Table | null,
): Promise<
  { result: Pick<ReadResult, 'table' | 'profile' | 'sha256'>; patient: string | null } & ExternalSet
> {
  const { pending, read } = shelf;
  if (!pending || !read) throw new BenchsideError('images.again');
  if (read.pictures === 0) throw new BenchsideError('images.none');
  const plan = planOf(read);
  if (plan.labels.from === 'hand' && !beside)
    throw new BenchsideError('external.noLabels', { pictures: read.pictures });
  const labelled = labelPictures(pending.labelled(), plan, beside);
  const table = {
    ...labelled.table,
    columns: labelled.table.columns.filter(({ name }) => !isEmpty(labelled.table, name)),
  };
  const sha256 = await pending.sha256();
  pending.settle();
  const { set } = pending;
  shelf.pending = null;
  shelf.read = null;
  return {
    result: { table, profile: markIdentifiers(profileTable(table, 'point'), table), sha256 },
    patient: labelled.patient,
    set,
    unreadable: read.skipped.length,
    async forget() {
      set.close();
      await (await openPictureStore()).forget(set.id);
    },
  };
}

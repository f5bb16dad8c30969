import type { Table } from '../../data/dataset';
import { markIdentifiers } from '../../data/identifiers/mark';
import { labelPictures } from '../../data/images/labels/label-pictures';
import { profileTable } from '../../data/profile';
import type { ColumnProfile } from '../../data/profile-types';
import { BenchsideError } from '../../study/errors';
import type { ImagesPlan, Study } from '../../study/schema';
import type { ProposeOptions } from '../protocol';
import type { Session } from '../session';
import type { ImagesRead } from './api';
import { holdPictures } from './held';
import type { PendingImages } from './pending';
import { proposeImageStudy } from './propose-images';

/** How labels and patients are found, unless a person says otherwise: folders, tags, a pattern of the names. */
export function planOf({ found }: ImagesRead): Pick<ImagesPlan, 'labels' | 'patients'> {
  const { folders, dicomPatients, patientPattern } = found;
  return {
    labels: folders.length > 0 ? { from: 'folder' } : { from: 'hand' },
    patients:
      dicomPatients > 0
        ? { from: 'dicom' }
        : patientPattern !== null
          ? { from: 'pattern', pattern: patientPattern }
          : { from: 'none' },
  };
}

export interface AdoptImages {
  /** Decisions that are kept: the same pictures given again, or a study document from elsewhere. */
  study: Study | null;
  options: ProposeOptions;
  plan: Partial<Pick<ImagesPlan, 'labels' | 'patients' | 'axis'>> | null;
  table?: Table;
}

/**
 * A set of pictures becomes a study. Throws `images.none`, `images.other` where a study's own pictures were wanted
 * and others came, `image.pattern*`, `image.table*`, `use.missingColumn`.
 */
export async function adoptImages(
  session: Session,
  pending: PendingImages,
  read: ImagesRead,
  { study: given, options, plan, table: joined }: AdoptImages,
): Promise<{ study: Study; profile: ColumnProfile[] }> {
  if (read.pictures === 0) throw new BenchsideError('images.none');
  const images = given?.images ?? { ...planOf(read), ...plan };
  const { table, ...named } = labelPictures(pending.labelled(), images, joined ?? null);
  const profile = markIdentifiers(profileTable(table, 'point'), table);
  const sha256 = await pending.sha256();
  const own = new Set((joined?.columns ?? []).map((c) => c.name));
  const set = {
    ...named,
    table,
    profile,
    infos: pending.infos(),
    sha256,
    images,
    joined: table.columns.map((c) => c.name).filter((name) => own.has(name.replace(/( \(table\))+$/, ''))),
  };
  const study = given
    ? { ...given, data: { kind: options.kind, sha256, rows: table.n } }
    : proposeImageStudy(set, options);
  for (const { name } of study.columns)
    if (!table.columns.some((c) => c.name === name)) throw new BenchsideError('use.missingColumn', { name });
  const held = holdPictures(pending.set, { findings: pending.settle(), order: await pending.order() });
  if (study.id === session.id) await session.attach(study, table, held);
  else await session.adopt(study, table, held);
  return { study, profile };
}

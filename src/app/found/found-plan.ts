import type { ImagesPlan } from '../../study/schema';
import type { FoundPictures } from '../store/types';
import { patternOf } from './pattern';

type Labels = ImagesPlan['labels'];
type Patients = ImagesPlan['patients'];

/** What the screen begins with: as much as the paths and the table offer. */
export function proposedPlan({
  read,
  table,
  axis,
}: Pick<FoundPictures, 'read' | 'table' | 'axis'>): ImagesPlan {
  const { folders, patientPattern, dicomPatients } = read.found;
  const labels: Labels =
    folders.length > 1 ? { from: 'folder' } : table ? labelsIn(table.table.columns) : { from: 'hand' };
  const patients: Patients =
    dicomPatients > 0
      ? { from: 'dicom' }
      : patientPattern
        ? { from: 'pattern', pattern: patientPattern }
        : { from: 'none' };
  return { labels, patients, alike: 'together', ...(axis !== 2 && { axis }) };
}

const FILE = /file|image|path|name|img|파일|영상/i;
const LABEL = /label|class|diagnos|target|outcome|진단|분류/i;

/** Which columns of a table name the files and their labels, by their headings. */
export function labelsIn(columns: readonly { name: string }[]): Labels & { from: 'table' } {
  const names = columns.map((column) => column.name);
  const file = names.find((name) => FILE.test(name)) ?? names[0] ?? '';
  const others = names.filter((name) => name !== file);
  return { from: 'table', file, label: others.find((name) => LABEL.test(name)) ?? others[0] ?? '' };
}

/** Why a study cannot begin with this plan, as a key of `images:found.hint`; null where it can. */
export function planProblem(plan: ImagesPlan, { table }: Pick<FoundPictures, 'table'>): string | null {
  const { labels, patients } = plan;
  if (labels.from === 'pattern' && !patternOf(labels.pattern)) return 'labelPattern';
  if (patients.from === 'pattern' && !patternOf(patients.pattern)) return 'patientPattern';
  const wantsTable = labels.from === 'table' || patients.from === 'table';
  if (wantsTable && !table) return 'table';
  if (patients.from === 'table' && patients.column === '') return 'patientColumn';
  if (labels.from === 'table' && labels.file === labels.label) return 'sameColumn';
  return null;
}

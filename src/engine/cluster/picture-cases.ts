import { dicomFile, pixelModule } from '../../data/images/dicom/test-file';
import { words } from '../../export/interop-dicom-files';
import { greyPng, nifti } from '../../export/interop-picture-files';
import type { Param } from '../../study/params';
import { rng } from '../../study/random';
import type { ImagesPlan, StepPlan, Study } from '../../study/schema';
import type { Domain } from '../../study/space';

// For this folder's tests: small files of pictures, and the studies that a person would make of them.

type Bytes = Uint8Array<ArrayBuffer>;

/** A folder of pictures, the table beside it, and the study that a person would have made of them. */
export interface PictureCase {
  name: string;
  files: [path: string, bytes: Bytes][];
  table: string | null;
  plan: Pick<ImagesPlan, 'labels' | 'patients' | 'axis'>;
  changed(study: Study): Study;
}

const choice = (...values: Param['default'][]): Domain => ({ kind: 'choice', values });
const step = (name: string, params: StepPlan['params'] = {}): StepPlan => ({ id: name, step: name, params });
const SMALL = { learningRate: choice(0.003, 0.01), batchSize: choice(16, 32) };

/** Grey, darker and brighter; ill ones have a bright spot. */
function pixels(width: number, height: number, ill: boolean, key: string): Uint8Array {
  const random = rng('cluster pictures', key);
  const v = Uint8Array.from({ length: width * height }, () => 30 + random.int(120));
  const [x0, y0] = [2 + random.int(width - 8), 2 + random.int(height - 8)];
  if (ill) for (let i = 0; i < 25; i++) v[(y0 + Math.floor(i / 5)) * width + x0 + (i % 5)] = 250;
  return v;
}

/** PNG files of several sizes in folders of their class, cut into patches; columns beside them, not of all. */
function patches(): PictureCase {
  const files: PictureCase['files'] = [];
  const lines = ['file,age,sex,crp'];
  for (let i = 0; i < 48; i++) {
    const ill = i % 3 === 0;
    const name = `p${String(i >> 1).padStart(3, '0')}_${i % 2}.png`;
    const [width, height] = [30 + (i % 5), 28 + (i % 7)];
    files.push([
      `set/${ill ? 'ill' : 'normal'}/${name}`,
      greyPng(width, height, pixels(width, height, ill, name)) as Bytes,
    ]);
    if (i % 11 !== 5) lines.push(`${name},${50 + i},${i % 4 < 2 ? 'F' : 'M'},${i % 9 === 0 ? '' : i / 7}`);
  }
  return {
    name: 'patches',
    files,
    table: lines.join('\n'),
    plan: { labels: { from: 'folder' }, patients: { from: 'pattern', pattern: '(p\\d+)_' } },
    changed: (study) => ({
      ...study,
      columns: study.columns.map((column) =>
        ['age', 'sex', 'crp'].includes(column.name) ? { ...column, role: 'feature' } : column,
      ),
      steps: [
        step('patches', { size: 16, stride: 12, most: 3, tissue: 0.3 }),
        step('percentile-clip'),
        step('z-score'),
        step('flip', { axis: 'both' }),
        step('rotate'),
        step('shift'),
        step('noise'),
        step('cutout'),
        step('mixup'),
        ...['impute', 'one-hot', 'standardize'].map((name) => step(name)),
      ],
      search: {
        ...study.search,
        steps: { 'z-score': { on: choice(true, false) } },
        space: { cnn: SMALL, resnet: SMALL },
      },
      training: { maxEpochs: 3, patience: 3, classWeights: 'balanced' },
    }),
  };
}

/** Slices of DICOM series, a file each, of which the middle ones are looked at; a table says how ill each series is. */
function slices(): PictureCase {
  const files: PictureCase['files'] = [];
  const lines = ['slice;ejection fraction'];
  for (let series = 0; series < 18; series++)
    for (let i = 0; i < 4; i++) {
      const name = `S${String(series).padStart(2, '0')}/${4 - i}.dcm`;
      const v = pixels(18, 14, series % 2 === 0, name);
      files.push([
        name,
        dicomFile({
          ...pixelModule(18, 14, 16),
          '00080060': ['CS', 'MR'],
          '00100020': ['LO', `PATIENT ${series}`],
          '0020000e': ['UI', `1.2.840.${series}`],
          '00200032': ['DS', `0\\0\\${2.5 * i}`],
          '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
          '7fe00010': ['OW', words([...v])],
        }),
      ]);
      lines.push(
        `${name.toUpperCase()};${String(40 + series + (series % 2) * 10 + i / 8).replace('.', ',')}`,
      );
    }
  return {
    name: 'slices',
    files,
    table: lines.join('\n'),
    plan: {
      labels: { from: 'table', file: 'slice', label: 'ejection fraction' },
      patients: { from: 'dicom' },
    },
    changed: (study) => ({
      ...study,
      columns: study.columns.map((column) =>
        column.role === 'target' ? { ...column, type: 'continuous' } : column,
      ),
      task: { kind: 'regression', target: 'ejection fraction', classes: [] },
      // Of so few patients each stratum would have too few for a test part.
      split: { ...study.split, stratify: false },
      steps: [
        step('slice-select'),
        step('resize', { size: 12 }),
        step('scale01', { by: 'picture' }),
        step('zoom'),
      ],
      search: {
        ...study.search,
        metric: 'rmse',
        space: {
          cnn: SMALL,
          transfer: { hidden: choice(0, 16), learningRate: choice(0.01), fineTune: choice(0, 1) },
        },
      },
      training: { maxEpochs: 2, patience: 2, classWeights: 'none' },
    }),
  };
}

/** Volumes of three sections, cut along their first axis; the file's name says the class. */
function volumes(): PictureCase {
  const straight = [
    [2, 0, 0],
    [0, 2, 0],
    [0, 0, 3],
  ];
  const files = Array.from({ length: 20 }, (_, i): [string, Bytes] => {
    const random = rng('cluster volumes', i);
    const voxel = Uint8Array.from({ length: 60 }, () => random.int(150) + (i % 2) * 80);
    return [
      `scan-${String(i).padStart(2, '0')}-${i % 2 ? 'ill' : 'well'}.nii`,
      nifti(2, voxel, straight, [1, 0]) as Bytes,
    ];
  });
  return {
    name: 'volumes',
    files,
    table: null,
    plan: {
      labels: { from: 'pattern', pattern: '-(ill|well)' },
      patients: { from: 'pattern', pattern: '-(\\d+)-' },
      axis: 0,
    },
    changed: (study) => ({
      ...study,
      steps: [
        step('slice-select', { choose: 'every', every: 2 }),
        step('resize', { size: 8 }),
        step('scale01'),
      ],
      search: { ...study.search, space: { mobile: SMALL } },
      training: { maxEpochs: 2, patience: 2, classWeights: 'none' },
    }),
  };
}

export const pictureCases = (): PictureCase[] => [patches(), slices(), volumes()];

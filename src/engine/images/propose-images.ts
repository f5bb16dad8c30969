import type { Table } from '../../data/dataset';
import type { LabelledPictures } from '../../data/images/labels/label-pictures';
import type { PictureInfo } from '../../data/images/picture';
import { materialize } from '../../data/materialize';
import type { ColumnProfile } from '../../data/profile-types';
import { proposeColumns, proposeTask } from '../../data/propose';
import { asCategories } from '../../data/typed-column';
import { backboneConflicts } from '../../models/backbones/backbone-conflicts';
import { familyByName } from '../../models/index';
import { imageStepByName } from '../../prep/image/index';
import { proposeImageSteps } from '../../prep/image/propose';
import { proposeSteps } from '../../prep/propose';
import { familiesSearched } from '../../search/families-searched';
import { strategyByName } from '../../search/index';
import { emptyStudy, metricFor } from '../../study/defaults';
import type { ColumnPlan, ImagesPlan, SplitPlan, StepPlan, Study, Task } from '../../study/schema';
import { splitAsked } from '../../study/split-kinds';
import { prunerAsked } from '../propose-pruner';
import type { ProposeOptions } from '../protocol';

/** Pictures whose longer side is at most this are learned from scratch: a backbone would look at blown-up pixels. */
const SMALL = 40;
/** Development pictures from which one validation part says as much as five folds do, in a fifth of the time. */
const MANY = 1500;
/** Columns made of tags; what tells a scanner apart is kept to compare sites by, never a feature. */
const SITE = ['scanner', 'Scanner', 'Manufacturer'];

/** What a set of pictures offers for a study. */
export interface ImageSet extends Pick<LabelledPictures, 'label' | 'patient' | 'part'> {
  table: Table;
  profile: ColumnProfile[];
  infos: readonly PictureInfo[];
  sha256: string;
  images: Pick<ImagesPlan, 'labels' | 'patients' | 'axis'>;
  /** Columns of a joined table: those may be features beside the picture. */
  joined: readonly string[];
}

/** The recommended study for pictures just read: what the app shows and the headless runner runs. */
export function proposeImageStudy(set: ImageSet, options: ProposeOptions): Study {
  const base = emptyStudy(options.id);
  const columns = columnsOf(set, options);
  const target = columns.find((c) => c.role === 'target')?.name ?? set.label;
  const task = taskOf(set, target);
  const strategy = strategyByName(options.strategy ?? base.search.strategy);
  const usual = familyByName(isSmall(set.infos) ? 'resnet' : 'transfer');
  const families = options.families?.map(familyByName) ?? familiesSearched(strategy, [usual], 'picture');
  const reads = families.map((family) => family.reads);
  const backbone = reads.every((kind) => kind === 'features');
  const maxEpochs = reads.includes('picture') ? epochsFor(set.table.n) : base.training.maxEpochs;
  return {
    ...base,
    name: options.name ?? '',
    seed: options.seed ?? base.seed,
    data: { kind: options.kind, sha256: set.sha256, rows: set.table.n },
    columns,
    images: { ...set.images, alike: 'together' },
    task,
    split: splitOf(set, base.split, backbone, options),
    steps: [...imageStepsOf(set, backbone), ...tableStepsOf(set, columns, task)],
    search: {
      strategy: strategy.name,
      ...prunerAsked(base.search.pruner, options.pruner),
      start: 'defaults',
      space: Object.fromEntries(families.map((family) => [family.name, family.space()])),
      budget: {
        trials:
          options.trials ??
          (backbone || strategy.buildsNetworks ? base.search.budget.trials : PICTURE_TRIALS),
        minutes: options.minutes ?? base.search.budget.minutes,
      },
      metric: options.metric ?? metricFor(task.kind),
    },
    training: { ...base.training, maxEpochs, classWeights: isLopsided(set, target) ? 'balanced' : 'none' },
    backend: options.backend ?? base.backend,
  };
}

/** Nets on pixels take minutes each: the recipe of their defaults comes first, and few others. */
const PICTURE_TRIALS = 3;
/**
 * Twelve epochs of 4,708 pictures is what the recipe was found with (resnet on pneumoniamnist); fewer pictures are
 * seen as often in all, within limits.
 */
const SEEN = 12 * 4708;
const epochsFor = (pictures: number): number => Math.min(150, Math.max(12, Math.round(SEEN / pictures)));

function isSmall(infos: readonly PictureInfo[]): boolean {
  const sides = infos.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  return (sides[sides.length >> 1] ?? 0) <= SMALL;
}

function columnsOf(
  { profile, label, patient, joined, table }: ImageSet,
  options: ProposeOptions,
): ColumnPlan[] {
  const given = { target: options.target ?? label, patient: options.patient ?? patient, site: options.site };
  const levels = (name: string) => {
    const read = table.columns.find((c) => c.name === name);
    return read ? new Set(asCategories(read.column).codes).size : 0;
  };
  const site = given.site ?? SITE.find((name) => levels(name) > 1);
  return proposeColumns(profile)
    .map((plan): ColumnPlan => {
      if (plan.name === given.target)
        return { ...plan, role: 'target', type: 'nominal', identifier: undefined };
      if (plan.name === given.patient) return { ...plan, role: 'patient' };
      if (plan.name === site) return { ...plan, role: 'site' };
      const proposed =
        plan.role === 'target' || plan.role === 'patient' || plan.role === 'site' ? 'ignore' : plan.role;
      return { ...plan, role: joined.includes(plan.name) ? proposed : 'ignore' };
    })
    .map(({ identifier, ...plan }) => (identifier === undefined ? plan : { ...plan, identifier }));
}

/** Names of the class without the finding: the other of two is then the positive one. */
const WITHOUT =
  /^(normal|healthy|benign|negative|control|none|uninfected|unaffected|정상|음성|대조군)|^(no|non|not|without)[ _-]/i;

function taskOf({ profile, table }: ImageSet, target: string): Task {
  const task = proposeTask(profile, target, table);
  const [first, second] = task.classes;
  const turn = task.kind === 'binary' && second !== undefined && WITHOUT.test(second) && !WITHOUT.test(first);
  return turn ? { ...task, classes: [second, first] } : task;
}

/** Rows of a part that came with the data. */
function rowsOf({ table, part }: ImageSet, name: string): number[] {
  const read = table.columns.find((c) => c.name === part);
  if (!read) return [];
  const { codes, dict } = asCategories(read.column);
  return [...codes.keys()].filter((row) => dict[codes[row]] === name);
}

function splitOf(set: ImageSet, base: SplitPlan, backbone: boolean, options: ProposeOptions): SplitPlan {
  const [test, valid] = [rowsOf(set, 'test'), rowsOf(set, 'valid')];
  const own: SplitPlan['validation'] =
    set.table.n >= MANY && !backbone ? { kind: 'holdout', share: 0.2 } : base.validation;
  if (options.testRows || options.test) return { ...splitAsked(base, options), validation: own };
  // Of two parts the one that is not for training is locked away; the other is validated within.
  if (test.length === 0 && valid.length === 0) return { ...base, validation: own };
  if (test.length === 0) return { ...base, test: { kind: 'rows', rows: valid }, validation: own };
  return {
    ...base,
    test: { kind: 'rows', rows: test },
    validation: valid.length > 0 ? { kind: 'rows', rows: valid } : own,
  };
}

/** What most pictures' tags say. */
function commonTags({ table, joined }: Pick<ImageSet, 'table' | 'joined'>): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const { name, column } of table.columns) {
    if (joined.includes(name) || column.kind !== 'cat') continue;
    const counts = new Map<number, number>();
    for (const code of column.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
    const [code] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [-1];
    if (code >= 0) tags[name] = column.dict[code];
  }
  return tags;
}

/** A backbone makes its own size and learns nothing in training, so that neither resizing nor augmentation helps it. */
function imageStepsOf(set: Pick<ImageSet, 'table' | 'joined' | 'infos'>, backbone: boolean): StepPlan[] {
  const steps = proposeImageSteps(set.infos, commonTags(set));
  if (!backbone) return steps;
  const against = new Set(backboneConflicts(steps).map(({ stepId }) => stepId));
  return steps.filter(
    ({ id, step }) => step !== 'resize' && imageStepByName(step).kind !== 'augment' && !against.has(id),
  );
}

function tableStepsOf(
  { table }: Pick<ImageSet, 'table'>,
  columns: ColumnPlan[],
  task: Task | null,
): StepPlan[] {
  const { data } = materialize(table, columns, task);
  return data.cols.size > 0 ? proposeSteps(data) : [];
}

/** The recommended steps for a study of pictures as its columns and families are now. */
export function proposeStepsAgain(
  { columns, task, search }: Study,
  table: Table,
  infos: readonly PictureInfo[],
): StepPlan[] {
  const joined = columns.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const reads = Object.keys(search.space).map((name) => familyByName(name).reads);
  const backbone = reads.length > 0 && reads.every((kind) => kind === 'features');
  return [...imageStepsOf({ table, joined, infos }, backbone), ...tableStepsOf({ table }, columns, task)];
}

/** One class has more than three times the pictures of another. */
function isLopsided({ table }: ImageSet, target: string): boolean {
  const read = table.columns.find((c) => c.name === target);
  if (!read) return false;
  const { codes, dict } = asCategories(read.column);
  const counts = dict.map((_, code) => codes.filter((c) => c === code).length).filter((n) => n > 0);
  return counts.length > 1 && Math.max(...counts) > 3 * Math.min(...counts);
}

import { createSHA256 } from 'hash-wasm';
import type { PictureFold, PictureIdentity } from '../../export/cluster/project';
import { fineTuningOf, transfer } from '../../models/transfer';
import { imageStepByName } from '../../prep/image/index';
import { pictureSteps } from '../../prep/image/partition';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { Config, Domain, Space } from '../../study/space';
import { augmentation, type FittedPart, pictureParts } from '../images/prepare-pictures';
import { outcomeOf, type Ready } from '../prepare';

/** Throws `cluster.phantoms`, `cluster.handLabels`, `cluster.register`: what Python, or a project without rows, has not. */
export function expectTakeable({ images, steps, data }: Study): void {
  if (data?.kind === 'phantoms') throw new BenchsideError('cluster.phantoms');
  if (images?.labels.from === 'hand' || Object.keys(images?.hand ?? {}).length > 0)
    throw new BenchsideError('cluster.handLabels');
  if (steps.some(({ step }) => step === 'register')) throw new BenchsideError('cluster.register');
}

/** The space less what trains parts of the backbone, which is done here alone. Throws `cluster.fineTuning`. */
export function frozenSpace(space: Space): { space: Space; leftOut: boolean } {
  const domain = space[transfer.name]?.fineTune;
  if (!domain) return { space, leftOut: false };
  const kept = frozen(domain);
  const { [transfer.name]: ofTransfer, ...others } = space;
  if (!kept && Object.keys(others).length === 0) throw new BenchsideError('cluster.fineTuning');
  return {
    space: kept ? { ...space, [transfer.name]: { ...ofTransfer, fineTune: kept } } : others,
    leftOut: domain.kind !== 'choice' || domain.values.some((value) => Number(value) > 0),
  };
}

const frozen = (domain: Domain): Domain | null =>
  domain.kind === 'choice' && domain.values.some((value) => Number(value) === 0)
    ? { ...domain, values: domain.values.filter((value) => Number(value) === 0) }
    : null;

/** Whether the trial's network is one that Python trains: its backbone, if it has one, as it was. */
export const isFrozen = ({ config: { family, params } }: { config: Config }): boolean =>
  family !== transfer.name || fineTuningOf(params) === null;

/** Whether families of the space read a backbone's features. */
export const readsBackbone = (space: Space): boolean => transfer.name in space;

type Run = Pick<Ctx, 'signal' | 'report'>;

/** How pictures become inputs, with steps fitted on each fold's training rows. `under`: the study with these steps. */
export async function pictureFolds(ready: Ready, under: Study, run: Run): Promise<PictureFold[]> {
  const made = await pictureParts({
    ready,
    study: under,
    outcome: outcomeOf(ready),
    reads: 'picture',
    ...run,
  });
  return made.map((part) => pictureFold(under, part));
}

function pictureFold(study: Study, { steps, shape, like }: FittedPart): PictureFold {
  const cutting = pictureSteps(study.steps).filter(({ step }) => imageStepByName(step).kind === 'rows');
  return { parts: cutting, steps, augment: augmentation(study.steps), shape, range: like.range };
}

/**
 * What tells that pictures and the table beside them are the study's, row by row: sums of files, of outcomes and of
 * numbers, and none of them.
 */
export async function pictureIdentity({ target, data, parts, pictures }: Ready): Promise<PictureIdentity> {
  const rows = [...parts.dev, ...parts.test].sort((a, b) => a - b);
  const numbers = [...data.cols].flatMap(([name, column]) =>
    column.kind === 'num' ? [{ name, v: column.v }] : [],
  );
  const sum = await createSHA256();
  for (const v of [target.y, ...numbers.map((column) => column.v)])
    sum.update(new Uint8Array(Float32Array.from(rows, (row) => v[row]).buffer));
  return {
    ...(pictures?.order && { order: pictures.order }),
    rows: sum.digest('hex'),
    numbers: numbers.map(({ name }) => name),
  };
}

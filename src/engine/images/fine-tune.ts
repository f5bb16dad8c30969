import { cutAt, cutWeights } from '../../models/backbones/efficientnet-lite0';
import type { AnySpec, NetSpec } from '../../models/family';
import { fineTuningOf } from '../../models/transfer';
import type { BackboneCut } from '../../prep/image/encode';
import type { Config } from '../../study/space';
import type { Folds } from '../folds';
import type { SecondStage } from '../trial';
import { ownBackbone } from './backbone-maker';

/** Where the inputs of a configuration's finished net leave the backbone. */
export const cutOf = ({ family, params }: Config): BackboneCut =>
  (family === 'transfer' && fineTuningOf(params)?.blocks) || 'pooled';

/**
 * What a configuration trains after its head: the backbone's top blocks with it, from the weights they were shipped
 * with, on what comes out below them, which is computed once. Null where it leaves the backbone as it is.
 */
export async function secondStage(config: Config, head: AnySpec, folds: Folds): Promise<SecondStage | null> {
  const tuning = config.family === 'transfer' ? fineTuningOf(config.params) : null;
  if (!tuning) return null;
  const cut = cutAt(tuning.blocks, head as NetSpec, tuning.optimizer);
  const backbone = await ownBackbone();
  return {
    spec: cut.above,
    folds: await folds.for('features', tuning.blocks),
    epochs: tuning.epochs,
    initial: (trained) => cutWeights(cut, backbone, trained).above,
  };
}

import { treesOfConfig } from '../../models/grown';
import { familiesHoldingRows } from '../../models/holds-rows';
import type { Stage } from '../../models/sketch';
import { shapeOf, type TrialNetwork, trialNetwork } from '../network/trial-network';
import { formatCount } from '../ui/number';
import type { ReportInput } from './input';
import type { Words } from './words';

/** The network of the model that was chosen; null of trees and neighbours, and in journals of earlier versions. */
export function networkOfWinner({
  winner,
  journal,
  task,
}: Pick<ReportInput, 'winner' | 'journal' | 'task'>): TrialNetwork | null {
  const shape = shapeOf(winner, journal.trials);
  return shape ? trialNetwork(winner.config, shape, task) : null;
}

/** How it is built, for the methods of a paper. */
export function networkSentence(
  input: Parameters<typeof networkOfWinner>[0],
  { say, list }: Pick<Words, 'say' | 'list'>,
): string {
  const trees = treesOfConfig(input.winner.config);
  if (familiesHoldingRows([input.winner.config.family]).length > 0) return say('sentence.neighbours');
  if (trees) return say(trees.grow === 'boosting' ? 'sentence.trees' : 'sentence.treesForest');
  const network = networkOfWinner(input);
  if (!network) return '';
  const { parts, learned, frozen } = network.sketch;
  const hidden = parts.flatMap((part) => (part.kind === 'hidden' ? [part.units] : []));
  const stages = parts.filter((part): part is Stage => part.kind === 'stage' || part.kind === 'backbone');
  const told = {
    learned: formatCount(learned),
    frozen: formatCount(frozen),
    units: list(hidden.map(formatCount)),
    count: hidden.length,
    n: formatCount(stages.reduce((sum, { convolutions }) => sum + convolutions, 0)),
    maps: formatCount(stages.at(-1)?.shape[2] ?? 0),
    last: stages.at(-1)?.shape.slice(0, 2).join(' × ') ?? '',
  };
  if (stages.length === 0) return say(`sentence.network${hidden.length > 0 ? 'Hidden' : 'Linear'}`, told);
  if (frozen === 0) return say('sentence.networkPictures', told);
  const head = say(`sentence.head${hidden.length > 0 ? 'Hidden' : 'Linear'}`, told);
  return say(`sentence.network${network.tuned ? 'Tuned' : 'Backbone'}`, { ...told, head });
}

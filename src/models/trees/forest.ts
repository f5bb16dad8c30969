import { defaultsOf, type ParamValue, type ParamValues } from '../../study/params';
import type { Family, Shapes } from '../family';
import { bins, maxDepth, minLeafRows, treesOn } from './params';
import type { TreesSpec } from './spec';

/** The square root of the inputs for classes, a third of them for a number, as Breiman's code has it. */
const usualShare = ({ kind, inputs }: Shapes): number =>
  kind === 'regression' ? 1 / 3 : Math.max(Math.sqrt(inputs), 1) / inputs;

const share = (value: ParamValue, shapes: Shapes): number =>
  Number(value) === 0 ? usualShare(shapes) : Number(value);

/** A forest is cut off by depth and by the rows of a leaf, hardly ever by the number of its leaves. */
const MOST_LEAVES = 4096;

const FEW_ROWS = 300;

/** A forest; `cutShare` 0 is what its inventors advise for the number of inputs. */
export const forest = (name: string, grow: 'forest' | 'extra'): Family<TreesSpec> => ({
  name,
  reads: 'levels',
  params: [
    { key: 'trees', kind: 'int', low: 10, high: 2000, log: true, default: 300 },
    maxDepth(20),
    minLeafRows(5),
    { key: 'cutShare', kind: 'float', low: 0, high: 1, default: 0 },
    bins,
  ],
  space: () => ({
    minLeafRows: { kind: 'int', low: 5, high: 40, log: true, step: 1 },
    cutShare: { kind: 'choice', values: [0, 0.2, 0.4, 0.7] },
    maxDepth: { kind: 'choice', values: [4, 8, 20] },
  }),
  // Larger leaves are surer of few patients.
  portfolio: (rows): readonly ParamValues[] => [
    { minLeafRows: 15 },
    ...(rows < FEW_ROWS ? [] : [{ minLeafRows: 8, cutShare: 0.4 }]),
  ],
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    return {
      ...treesOn(shapes, values),
      grow,
      trees: Number(values.trees),
      maxLeaves: MOST_LEAVES,
      cutShare: share(values.cutShare, shapes),
    };
  },
});

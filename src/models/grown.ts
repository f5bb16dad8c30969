import type { Config } from '../study/space';
import type { Shapes } from './family';
import { familyByName } from './index';
import type { TreesSpec } from './trees/spec';

/** How trees are to grow does not depend on what they are given. */
const ANY: Shapes = { inputs: 1, kind: 'binary', classes: 2 };

/** How a configuration's trees grow; null of networks. Throws `study.invalid` for an unknown family. */
export function treesOfConfig({
  family: name,
  params,
}: Config): Pick<TreesSpec, 'kind' | 'grow' | 'trees' | 'learningRate'> | null {
  const family = familyByName(name);
  if (family.reads !== 'levels') return null;
  const spec = family.spec(params, ANY);
  return spec.kind === 'trees' ? spec : null;
}

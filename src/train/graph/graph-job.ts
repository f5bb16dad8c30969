import type { GraphSpec } from '../../models/graph';
import type { NetJob } from '../trainer';

export type GraphJob = NetJob & { spec: GraphSpec };

import * as v from 'valibot';
import { real } from '../reading-json';

/** Drop of the metric when the column is shuffled on the test part: mean and 95 % interval over repeats. */
export const importanceSchema = v.object({ column: v.string(), mean: real, low: real, high: real });
export type Importance = v.InferOutput<typeof importanceSchema>;

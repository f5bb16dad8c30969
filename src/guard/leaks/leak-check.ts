import type { AlikeIn } from '../../data/alike-rows';
import type { CatColumn } from '../../data/dataset';
import type { Parts } from '../../split/parts';
import type { InPieces } from '../../study/in-pieces';
import type { Finding } from '../finding';
import type { QualityInput } from '../quality/finding';

/** What a check for leaks looks at; the rows can be parted. */
export interface LeakInput extends QualityInput {
  parts: Parts;
  /** The hospital of each row, where a column has that role. */
  site: CatColumn | null;
  /** Rows that are alike in their features, a list a group. */
  alikeIn: AlikeIn;
  /**
   * Rows whose pictures are the same or nearly so, a list a group, and how many of them are exact copies of an earlier
   * one; null where rows have no pictures.
   */
  alikePictures: { groups: readonly (readonly number[])[]; copies: number } | null;
}
export type LeakCheck = (input: LeakInput) => Finding[] | InPieces<Finding[]>;

export const fine = (key: string, params: Finding['params'] = {}): Finding[] => [
  { level: 'fine', key, params },
];

/**
 * A table for a paper, ready to be read: every text stands as it is printed. The first cell of a row is its
 * heading. A line break within a heading is `\n`.
 */
export interface TextTable {
  language: string;
  title: string;
  head: string[];
  /** `indented`: a level of the variable above. */
  rows: { cells: string[]; indented: boolean }[];
  notes: string[];
}

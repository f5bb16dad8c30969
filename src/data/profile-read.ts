import type { Table } from './dataset';
import { markIdentifiers } from './identifiers/mark';
import { profileTable } from './profile';
import type { ColumnProfile, ReadResult } from './profile-types';

/** Profiles of a table just read. A file with semicolons is of a place that writes 1,5 for one and a half. */
export const profileRead = (table: Table, { delimiter }: ReadResult['format']): ColumnProfile[] =>
  markIdentifiers(profileTable(table, delimiter === ';' ? 'comma' : 'point'), table);

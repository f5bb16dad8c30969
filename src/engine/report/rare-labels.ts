import type { TableOne } from '../../evaluate/table-one/types';
import type { RareLevels } from '../../prep/step';

/** A table that leaves the machine: levels that fewer than five patients have stand in it under words for them. */
export const withoutRareLabels = (table: TableOne | null, rare: RareLevels): TableOne | null =>
  table && {
    ...table,
    variables: table.variables.map((variable) => ({
      ...variable,
      lines: variable.lines.map((line) => ({
        ...line,
        level: rare.get(variable.name)?.get(line.level ?? '') ?? line.level,
      })),
    })),
  };

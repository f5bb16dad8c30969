import type { TableOne } from '../../evaluate/table-one/types';

/** A text of the catalogue (namespace table-one), filled. */
export type Say = (key: string, fill?: Record<string, string | number>) => string;

/** What a reader has to know of the numbers, sentence by sentence: whose, which statistics, what is hidden. */
export function notesOf({ groups, variables, options, ...table }: TableOne, say: Say): string[] {
  const has = (kind: string) => variables.some((v) => v.kind === kind);
  const compared = groups.length > 1;
  const tests = variables.flatMap((v) => [v.test, ...v.lines.map((line) => line.test)]);
  const used = (test: string) => compared && options.pValues && tests.some((t) => t === test);
  const when = (shown: boolean, key: string) => (shown ? [say(`note.${key}`)] : []);
  return [
    say(table.developmentOnly ? 'note.development' : 'note.known'),
    ...when(options.unit === 'patient', 'firstRow'),
    ...when(table.repeated, 'repeated'),
    say('note.values'),
    ...when(has('mean') || has('median'), 'skewness'),
    ...when(has('several'), 'several'),
    ...when(
      variables.some((v) => v.others > 0),
      'others',
    ),
    ...when(compared, 'smd'),
    ...when(groups.length > 2, options.smd === 'largest' ? 'smdLargest' : 'smdAverage'),
    ...when(used('anova'), 'anova'),
    ...when(used('welch'), 'welch'),
    ...when(used('kruskal'), 'kruskal'),
    ...when(used('chiSquare') || used('yates'), 'chiSquare'),
    ...when(used('fisher'), 'fisher'),
    ...when(used('none'), 'tooLarge'),
    ...when(options.suppress, 'suppress'),
  ];
}

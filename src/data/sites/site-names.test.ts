import { expect, it } from 'vitest';
import { siteNames } from './site-names';

it.each([
  [
    ['uci_heart_cleveland.csv', 'uci_heart_va.csv'],
    ['cleveland', 'va'],
  ],
  [
    ['processed.cleveland.data', 'processed.va.data'],
    ['cleveland', 'va'],
  ],
  [
    ['seoul_2024.csv', 'busan_2024.xlsx'],
    ['seoul', 'busan'],
  ],
  [
    ['서울.csv', '부산.csv'],
    ['서울', '부산'],
  ],
  [
    ['a.csv', 'a.csv'],
    ['a', 'a (2)'],
  ],
  [['table.csv'], ['table']],
])('%j are hospitals %j', (files, names) => {
  expect(siteNames(files)).toEqual(names);
});

import { expect, it } from 'vitest';
import { cat, fitAndApply, multi, plain, table } from '../test-tables';
import { icdChapter } from './icd-chapter';

const admissions = table(
  {
    diag_1: cat(['250.83', '276', 'V57', null, '?', 'E909']),
    codes: multi([['I10', 'I21.0', 'E11.9'], [], ['C50', 'C50'], ['I10'], ['Z95'], ['V15']]),
    ward: cat(['A12', 'B03', 'A12', 'B03', 'C11', 'C11']),
  },
  6,
);

it('turns codes into chapters, a cell naming each once; other columns stay', () => {
  expect(icdChapter.concerns(admissions, {})).toEqual(['diag_1', 'codes']);
  expect(fitAndApply(icdChapter, {}, admissions, admissions)).toEqual({
    diag_1: ['240–279', '240–279', 'V01–V91', null, 'no chapter', 'E000–E999'],
    codes: [['I00–I99', 'E00–E90'], [], ['C00–D49'], ['I00–I99'], ['Z00–Z99'], ['V00–Y99']],
    ward: plain(admissions).ward,
  });
});

it('has chapters in their order as levels, those that occur', () => {
  const out = icdChapter.apply(admissions, {}, { columns: [['diag_1', 'icd9']] }).cols.get('diag_1');
  expect(out?.kind === 'cat' && out.dict).toEqual(['240–279', 'E000–E999', 'V01–V91', 'no chapter']);
});

it('reads E and V codes of rows to come as the training part decided, or as told', () => {
  const rows = table({ diag_1: cat(['V15']), codes: multi([['V15']]), ward: cat(['A12']) }, 1);
  expect(fitAndApply(icdChapter, {}, admissions, rows)).toMatchObject({
    diag_1: ['V01–V91'],
    codes: [['V00–Y99']],
  });
  expect(fitAndApply(icdChapter, { version: 'icd10' }, admissions, rows).diag_1).toEqual(['V00–Y99']);
  expect(fitAndApply(icdChapter, { version: 'icd9' }, admissions, rows).codes).toEqual([['V01–V91']]);
});

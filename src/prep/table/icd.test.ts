import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAPTERS, chapterOf, looksLikeIcd, NO_CHAPTER, versionOf } from './icd';

/** Chapters: ICD-9-CM (NCHS) and ICD-10 (WHO, 2019 version), tables of contents. */

const nine = (code: string) => chapterOf(code, 'icd9');
const ten = (code: string) => chapterOf(code, 'icd10');

describe('chapterOf', () => {
  it('knows the chapters of ICD-9-CM, with and without the dot', () => {
    expect(nine('250.83')).toBe('240–279');
    expect(nine('25083')).toBe('240–279');
    expect(nine('4019')).toBe('390–459');
    expect(nine('410.71')).toBe('390–459');
    expect(nine('038.9')).toBe('001–139');
    expect(nine('8')).toBe('001–139');
    expect(nine('V58.61')).toBe('V01–V91');
    expect(nine('E885.9')).toBe('E000–E999');
    expect(nine('E8859')).toBe('E000–E999');
  });

  it('has the borders of each chapter of ICD-9-CM where they are', () => {
    const borders = [
      [139, 140],
      [239, 240],
      [279, 280],
      [289, 290],
      [319, 320],
      [389, 390],
      [459, 460],
      [519, 520],
      [579, 580],
      [629, 630],
      [679, 680],
      [709, 710],
      [739, 740],
      [759, 760],
      [779, 780],
      [799, 800],
    ];
    for (const [last, first] of borders) {
      expect(nine(String(last)).endsWith(`–${last}`)).toBe(true);
      expect(nine(String(first)).startsWith(`${first}–`)).toBe(true);
    }
    expect(nine('1')).toBe('001–139');
    expect(nine('999.9')).toBe('800–999');
    expect(nine('000')).toBe(NO_CHAPTER);
  });

  it.each([
    ['A00', 'B99', 'A00–B99'],
    ['C00', 'D48', 'C00–D49'],
    ['D50', 'D89', 'D50–D89'],
    ['E00', 'E90', 'E00–E90'],
    ['F00', 'F99', 'F00–F99'],
    ['G00', 'G99', 'G00–G99'],
    ['H00', 'H59', 'H00–H59'],
    ['H60', 'H95', 'H60–H95'],
    ['I00', 'I99', 'I00–I99'],
    ['J00', 'J99', 'J00–J99'],
    ['K00', 'K93', 'K00–K95'],
    ['L00', 'L99', 'L00–L99'],
    ['M00', 'M99', 'M00–M99'],
    ['N00', 'N99', 'N00–N99'],
    ['O00', 'O99', 'O00–O99'],
    ['P00', 'P96', 'P00–P96'],
    ['Q00', 'Q99', 'Q00–Q99'],
    ['R00', 'R99', 'R00–R99'],
    ['S00', 'T98', 'S00–T98'],
    ['V01', 'Y98', 'V00–Y99'],
    ['Z00', 'Z99', 'Z00–Z99'],
    ['U00', 'U99', 'U00–U99'],
  ])('ICD-10: %s to %s is the chapter %s', (first, last, chapter) => {
    expect([ten(first), ten(last), ten(`${first}.9`), ten(`${last}1`)]).toEqual(Array(4).fill(chapter));
  });

  it('knows extended codes, letters as third character, daggers and asterisks, small letters', () => {
    expect(ten('S72.001A')).toBe('S00–T98');
    expect(ten('T36.0X1A')).toBe('S00–T98');
    expect(ten('C7A.00')).toBe('C00–D49');
    expect(ten('Z3A.38')).toBe('Z00–Z99');
    expect(ten('A17.0†')).toBe('A00–B99');
    expect(ten('G01*')).toBe('G00–G99');
    expect(ten(' i21.0 ')).toBe('I00–I99');
  });

  it('takes codes of both versions for what the column is of', () => {
    expect([nine('V15'), ten('V15')]).toEqual(['V01–V91', 'V00–Y99']);
    expect([nine('E8788'), ten('E8788')]).toEqual(['E000–E999', 'E00–E90']);
    // The dot tells: three digits before it are ICD-9-CM, two ICD-10.
    expect([nine('E87.8'), ten('E87.8')]).toEqual(['E00–E90', 'E00–E90']);
    expect([nine('E878.8'), ten('E878.8')]).toEqual(['E000–E999', 'E000–E999']);
  });

  it('puts nothing that is no code into a chapter', () => {
    for (const text of ['', '?', 'pneumonia', 'none', '-1', '1e3', '123456', 'I', 'I2', '12.345', 'II1'])
      expect([nine(text), ten(text)]).toEqual([NO_CHAPTER, NO_CHAPTER]);
  });

  it('gives every text one of the chapters', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z0-9]{1,5}\.?[A-Z0-9]{0,3}$/)), (text) => {
        expect(CHAPTERS).toContain(nine(text));
        expect(CHAPTERS).toContain(ten(text));
      }),
    );
  });
});

describe('versionOf', () => {
  it('goes by the codes that can only be of one version', () => {
    expect(versionOf(['250.83', '401', 'V57', 'E909'])).toBe('icd9');
    expect(versionOf(['I10', 'E11.9', 'V15', 'Z95.1'])).toBe('icd10');
    expect(versionOf(['V57', 'E885.9', 'V30'])).toBe('icd9');
    expect(versionOf(['V15'])).toBe('icd10');
  });
});

describe('looksLikeIcd', () => {
  it('finds columns of codes by their name and their form', () => {
    expect(looksLikeIcd('diag_1', ['250.83', '276', '648', '8', 'V57', 'E909'])).toBe(true);
    expect(looksLikeIcd('ICD9_CODES', ['4019', '0389', 'V1582'])).toBe(true);
    expect(looksLikeIcd('주상병', ['I10', 'E119', 'K2970'])).toBe(true);
    expect(looksLikeIcd('main problem', ['I21.0', 'E11.9', 'C50.1', 'I50', 'J44.1'])).toBe(true);
    expect(looksLikeIcd('dx', ['I21.0', 'E11.9', 'C50.1', 'I50', 'unknown'])).toBe(true);
  });

  it('takes other short texts for none', () => {
    expect(looksLikeIcd('ward', ['A12', 'B03', 'C11', 'D01', 'E22', 'F01'])).toBe(false);
    expect(looksLikeIcd('age group', ['40', '50', '60', '70', '80', '90'])).toBe(false);
    expect(looksLikeIcd('dose', ['1.5', '2.5', '10.0', '12.5', '40.0'])).toBe(false);
    expect(looksLikeIcd('procedure code', ['38.93', '96.04', '96.71', '99.15', '33.24'])).toBe(false);
    expect(looksLikeIcd('diagnosis', ['pneumonia', 'sepsis', 'stroke'])).toBe(false);
    expect(looksLikeIcd('diagnosis', [])).toBe(false);
  });
});

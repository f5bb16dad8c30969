import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from './words';

describe('wordsOf', () => {
  // scikit-learn 1.9.1: CountVectorizer().build_analyzer()
  it('takes words apart as CountVectorizer does', () => {
    expect(wordsOf('Chest pain; severe CHEST-pain, BP low (a bit).')).toEqual([
      'chest',
      'pain',
      'severe',
      'chest',
      'pain',
      'bp',
      'low',
      'bit',
    ]);
  });

  it('reads Hangul, also where it was typed in parts, and keeps single syllables', () => {
    expect(wordsOf('폐 결절, 흉통 없음')).toEqual(['폐', '결절', '흉통', '없음']);
    expect(wordsOf('흉통'.normalize('NFD'))).toEqual(['흉통']);
  });

  it('keeps terms with a digit or two', () => {
    expect(wordsOf('T2 lesion, HbA1c high, COVID19, 38')).toEqual([
      't2',
      'lesion',
      'hba1c',
      'high',
      'covid19',
    ]);
  });

  it.each([
    ['900101-1234567', 'a resident registration number'],
    ['010-1234-5678', 'a phone number'],
    ['2021.03.04', 'a date'],
    ['hong.gildong@hospital.example', 'a mail address'],
    ['https://example.org/patients/hong', 'a link'],
    ['MRN00123456', 'a record number'],
    ['P-00417', 'a record number with a dash'],
    ['홍길동님은', 'a name with its form of address'],
    ['김철수씨', 'a name with its form of address'],
  ])('leaves out %s: %s', (secret) => {
    const kept = wordsOf(`fever ${secret} cough`).join(' ');
    expect(kept).toBe('fever cough');
  });

  it('leaves out names after a title', () => {
    expect(wordsOf('seen by Dr. Miller and Mrs Jones today')).toEqual(['seen', 'by', 'and', 'today']);
  });

  it('never keeps a number, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0 }), (text, number) => {
        for (const word of wordsOf(`${text} ${number} ${text}${number}`)) {
          expect(word).not.toMatch(/^\p{N}+$/u);
          expect(word.match(/\p{N}/gu)?.length ?? 0).toBeLessThan(3);
        }
      }),
    );
  });
});

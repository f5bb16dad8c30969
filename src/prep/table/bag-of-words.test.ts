import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset';
import { rng } from '../../study/random';
import { binaryTarget, fitAndApply, table, text } from '../test-tables';
import { bagOfWords } from './bag-of-words';

const NOTES = [
  'Chest pain, severe chest pain',
  'no chest pain; fever',
  'fever',
  'pain',
  'pain of the chest',
  'fever and pain',
  '',
];
/** Each note of several patients, so that the words are frequent enough: words of all notes three times. */
const thrice = (): Dataset => table({ note: text(...NOTES, ...NOTES, ...NOTES) }, 3 * NOTES.length);

describe('bag-of-words', () => {
  it('is 1 where the text has the word', () => {
    const rows = table({ note: text('no PAIN', null, 'fever with chest pain, pain', 'headache') }, 4);
    expect(fitAndApply(bagOfWords, { maxWords: 3 }, thrice(), rows)).toEqual({
      'note∋chest': [0, 0, 1, 0],
      'note∋fever': [0, 0, 1, 0],
      'note∋pain': [1, 0, 1, 0],
    });
  });

  // scikit-learn 1.9.1: TfidfVectorizer(vocabulary=["chest", "fever", "pain"]) fitted on the 21 notes
  it('weighs as TfidfVectorizer does', () => {
    const rows = table({ note: text(...NOTES, 'chest pain pain headache') }, 8);
    const out = fitAndApply(bagOfWords, { maxWords: 3, weight: 'tfidf' }, thrice(), rows);
    const wanted = {
      'note∋chest': [
        0.8049176052278876, 0.6270281049964853, 0, 0, 0.8049176052278876, 0, 0, 0.561313859400241,
      ],
      'note∋fever': [0, 0.6270281049964853, 1, 0, 0, 0.8049176052278876, 0, 0],
      'note∋pain': [
        0.5933865930354364, 0.4622461585443769, 0, 1, 0.5933865930354364, 0.5933865930354364, 0,
        0.8276030154882269,
      ],
    };
    expect(Object.keys(out)).toEqual(Object.keys(wanted));
    for (const [column, values] of Object.entries(wanted)) {
      const got = out[column] as number[];
      expect(got).toHaveLength(values.length);
      values.forEach((value, i) => {
        expect(got[i]).toBeCloseTo(value, 12);
      });
    }
  });

  it('keeps no word that fewer than five patients share, however often they say it', () => {
    const said = (patients: number): Dataset => ({
      ...table({ note: text(...Array<string>(40).fill('fever Kowalski')) }, 40),
      unit: Int32Array.from({ length: 40 }, (_, row) => row % patients),
    });
    expect(Object.keys(fitAndApply(bagOfWords, {}, said(4), said(4)))).toEqual([]);
    expect(Object.keys(fitAndApply(bagOfWords, {}, said(5), said(5)))).toEqual([
      'note∋fever',
      'note∋kowalski',
    ]);
    const state = bagOfWords.fit(said(4), binaryTarget(), { minPatients: 5, maxWords: 9 }, { rng: rng(1) });
    expect(JSON.stringify(state)).not.toMatch(/kowalski/i);
  });

  it('cannot be told to keep rarer words', () => {
    expect(bagOfWords.params.find((p) => p.key === 'minPatients')).toMatchObject({ low: 5 });
  });

  it('prefers the words of most patients', () => {
    const n = 12;
    const notes = Array.from({ length: n }, (_, i) => `cough${i < 6 ? ' rash' : ''}${i < 8 ? ' ache' : ''}`);
    const data = table({ note: text(...notes) }, n);
    expect(Object.keys(fitAndApply(bagOfWords, { maxWords: 2 }, data, data))).toEqual([
      'note∋ache',
      'note∋cough',
    ]);
  });
});

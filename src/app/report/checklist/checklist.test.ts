import type { i18n } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIELD_GROUPS, type ReportField } from '../fields';
import { sentencesOf } from '../sentences';
import { madeInput, textsFor } from '../testing';
import { wordsOf } from '../words';
import { answer } from './answer';
import { CLAIM_2024 } from './claim';
import { TRIPOD_AI } from './tripod';

let texts: i18n;
beforeAll(async () => {
  texts = await textsFor('en');
  texts.setDefaultNamespace('report');
});
const words = () => wordsOf((key, fill) => texts.t(key, fill ?? {}), 'en');
const statesOf = (input: Awaited<ReturnType<typeof madeInput>>) => {
  const sentences = sentencesOf(input, words());
  return TRIPOD_AI.map((item) => ({ id: item.id, ...answer(item, sentences, input) }));
};

const letters = (number: number, last: string) =>
  Array.from({ length: last.charCodeAt(0) - 96 }, (_, i) => `${number}${String.fromCharCode(97 + i)}`);
/** The statement's own numbering: 27 items, 52 with their parts. */
const NUMBERS = [
  '1',
  '2',
  ...letters(3, 'c'),
  '4',
  ...letters(5, 'b'),
  ...letters(6, 'c'),
  '7',
  ...letters(8, 'c'),
  ...letters(9, 'c'),
  '10',
  '11',
  ...letters(12, 'g'),
  '13',
  '14',
  '15',
  '16',
  '17',
  ...letters(18, 'f'),
  '19',
  ...letters(20, 'c'),
  '21',
  '22',
  ...letters(23, 'b'),
  '24',
  '25',
  '26',
  ...letters(27, 'c'),
];

describe('every item is there once, in order', () => {
  it('TRIPOD+AI', async () => {
    expect(NUMBERS).toHaveLength(52);
    expect(TRIPOD_AI.map(({ id }) => id)).toEqual(NUMBERS);
  });
  it('CLAIM 2024', async () => {
    expect(CLAIM_2024.map(({ id }) => id)).toEqual(Array.from({ length: 44 }, (_, i) => String(i + 1)));
  });
});

describe('nothing is invented', () => {
  it('where people said nothing, what only they know is not reported', async () => {
    const states = statesOf(await madeInput('binary'));
    expect(states.filter(({ state }) => state === 'authors')).toEqual([]);
    const missing = states.filter(({ state }) => state === 'notReported').map(({ id }) => id);
    for (const id of [
      '3a',
      '3b',
      '3c',
      '5a',
      '5b',
      '6a',
      '6b',
      '6c',
      '8b',
      '8c',
      '9b',
      '9c',
      '17',
      '18a',
      '18b',
      '18c',
      '18d',
      '18e',
      '18f',
      '19',
      '25',
      '27b',
      '27c',
    ])
      expect(missing, id).toContain(id);
    // No hospital, no test of development against test rows, no subgroup: nothing stands for them.
    for (const id of ['12d', '14', '20c', '23b']) expect(missing, id).toContain(id);
  });

  it('what is filled has a text and a place', async () => {
    for (const kind of ['binary', 'multiclass', 'regression'] as const)
      for (const { id, state, text, section } of statesOf(await madeInput(kind))) {
        expect(text !== '' && section !== null, `${kind} ${id}`).toBe(state !== 'notReported');
      }
  });

  it('each field answers an item of one of the checklists, or is printed beside them', async () => {
    const asked = new Set(
      [...TRIPOD_AI, ...CLAIM_2024].flatMap(({ sources }) =>
        sources.flatMap((source) => (source.from === 'said' ? source.fields : [])),
      ),
    );
    const fields = Object.values(FIELD_GROUPS).flat() as ReportField[];
    expect(fields.filter((field) => !asked.has(field))).toEqual([]);
  });

  it('a typed text answers its item, whole', async () => {
    const states = statesOf(
      await madeInput('binary', { said: { report: { funding: 'None.', board: 'IRB 7' } } }),
    );
    expect(states.find(({ id }) => id === '18a')).toMatchObject({ state: 'authors', text: 'None.' });
    expect(states.find(({ id }) => id === '17')).toMatchObject({ state: 'authors', text: 'IRB 7' });
  });
});

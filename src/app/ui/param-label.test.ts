import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import common from '../i18n/en/common.json';
import rooms from '../i18n/en/rooms.json';
import { paramEntries, paramLabel, paramValueText } from './param-label';

const i18n = i18next.createInstance();
beforeAll(() => i18n.init({ lng: 'en', resources: { en: { rooms, common } } }));
const say = (key: string, fill = {}) => i18n.t(key, fill);

it('names what is searched: of the model, of a step, or the step itself', () => {
  expect(paramLabel(say, 'mlp', 'dropout')).toBe('Dropout');
  expect(paramLabel(say, 'mlp', 'standardize-1:on')).toBe('Standardize');
  expect(paramLabel(say, 'mlp', 'clahe-12:clipLimit')).toBe('Clip limit (CLAHE)');
  // A study document from elsewhere: better a key than nothing.
  expect(paramLabel(say, 'mlp', 'mystery')).toBe('mystery');
  expect(paramLabel(say, 'mlp', 'mine:on')).toBe('mine');
  expect(paramLabel(say, 'mlp', 'mine:size')).toBe('size (mine)');
});

it('writes values in words where they have some', () => {
  expect(paramValueText(say, 'mlp', 'standardize-1:on', false)).toBe('no');
  expect(paramValueText(say, 'mlp', 'impute-1:numeric', 'median')).toBe('Median');
  expect(paramValueText(say, 'mlp', 'hidden', [64, 32])).toBe('64 → 32');
  expect(paramValueText(say, 'mlp', 'learningRate', 0.003)).toBe('0.003');
});

it('has the model’s own settings first', () => {
  expect(paramEntries({ 'a-1:on': true, rate: 1, 'a-1:size': 2, units: 3 }).map(([key]) => key)).toEqual([
    'rate',
    'units',
    'a-1:on',
    'a-1:size',
  ]);
});

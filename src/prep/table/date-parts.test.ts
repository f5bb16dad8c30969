import { expect, it } from 'vitest';
import { dates, fitAndApply, num, table } from '../test-tables';
import { dateParts } from './date-parts';

const none = { season: false, year: false, weekday: false };
const stay = table(
  {
    birth: dates('1950-12-31', null),
    admission: dates('2020-02-29', '2020-03-01'),
    discharge: dates('2020-03-01T12:00', '2020-02-28'),
  },
  2,
);

// Python 3.11 datetime and pandas 3.1.1: (2020-02-29 - 1950-12-31).days / 365.25, and hours as parts of a day
it('counts from a reference: days and years after it, age up to it', () => {
  const at = (interval: string) =>
    fitAndApply(dateParts, { ...none, reference: 'admission', interval }, stay, stay);
  expect(at('days')).toEqual({ 'birth:days': [-25262, null], 'discharge:days': [1.5, -2] });
  expect(at('years')['discharge:years']).toEqual([1.5 / 365.25, -2 / 365.25]);
  expect(at('age')['birth:age']).toEqual([69.16358658453115, null]);
});

it('keeps the reference date for a step to come where asked to', () => {
  const params = { ...none, reference: 'admission', keepReference: true };
  expect(Object.keys(fitAndApply(dateParts, params, stay, stay))).toEqual([
    'birth:days',
    'admission',
    'discharge:days',
  ]);
  expect(dateParts.concerns(stay, params)).toEqual(['birth', 'discharge']);
});

// Python 3.11: date.isoweekday(); math.sin and math.cos of 2 pi month / 12
it('takes a date apart', () => {
  const days = table({ d: dates('2020-02-29T23:59', '2024-11-24', '1969-12-29', null) }, 4);
  const out = fitAndApply(dateParts, { season: true, year: true, weekday: true }, days, days);
  expect(out['d:year']).toEqual([2020, 2024, 1969, null]);
  const close = (name: string, wanted: number[]) =>
    wanted.forEach((value, i) => {
      expect((out[name] as number[])[i]).toBeCloseTo(value, 12);
    });
  close('d:month sin', [0.8660254037844386, -0.5000000000000004, 0, 0]);
  // Missing is the middle of the circle, which is no month.
  close('d:month cos', [0.5000000000000001, 0.8660254037844386, 1, 0]);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => out[`d:weekday ${day}`]);
  expect(weekdays[6 - 1]).toEqual([1, 0, 0, 0]);
  expect(weekdays[7 - 1]).toEqual([0, 1, 0, 0]);
  expect(weekdays[1 - 1]).toEqual([0, 0, 1, 0]);
  expect(weekdays.flat()).toHaveLength(28);
  expect(weekdays.flat().filter((v) => v !== 0)).toHaveLength(3);
});

it('says that the reference is not there, or no date', () => {
  const at = (reference: string) => () =>
    fitAndApply(dateParts, { reference }, table({ d: dates('2020-01-01'), age: num(3) }, 1), stay);
  expect(at('admission')).toThrow('use.missingColumn {"name":"admission"}');
  expect(at('age')).toThrow('use.missingColumn {"name":"age"}');
});

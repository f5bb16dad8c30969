import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATE_ORDERS } from '../study/schema';
import { findDateFormat } from './date-format';
import { parseDate } from './dates';

// Days worked out with Python 3.11's datetime.strptime, whose %y follows POSIX (69 is 1969, 68 is 2068).
describe('a date', () => {
  it.each<[string, boolean, number]>([
    ['2021-04-03', false, 18720],
    ['2021.04.03', true, 18720],
    ['2021. 4. 3.', false, 18720],
    ['03/04/2021', true, 18720],
    ['03/04/2021', false, 18690],
    ['3. 4. 2021', true, 18720],
    ['03-Apr-2021', false, 18720],
    ['3 april 2021', false, 18720],
    ['03APR2021', false, 18720],
    ['April 3rd, 2021', true, 18720],
    ['20210403', false, 18720],
    ['2024년 1월 31일', false, 19753],
    ['29/02/2024', true, 19782],
    ['1899-12-31', false, -25568],
    ['10/23/64 21:09', false, 34629.88125],
    ['3/5/94 0:00', false, 8829],
    ['12/31/68', false, 36159],
    ['01/01/69', false, -365],
    ['04/03/2021 09:05 PM', false, 18720.878472222223],
    ['2021-04-03 오후 9:05', false, 18720.878472222223],
    ['202104031230', false, 18720.520833333332],
    ['2024-02-29T23:59:59', false, 19782.99998842593],
    ['2024-02-29T23:59:59.5Z', false, 19782.99998842593],
  ])('%s (day first: %s) is day %d', (text, dayFirst, day) => {
    expect(parseDate(text, dayFirst ? 'dayFirst' : 'monthFirst')).toBeCloseTo(day, 9);
  });

  it.each([
    '2021-02-29',
    '31/04/2021',
    '2021-13-01',
    '2021-00-10',
    '9999-12-31',
    '0001-01-01',
    '3 foo 2021',
    '3 marble 2021',
    '2021-04/03',
    '2021-04-03 25:00',
    '2021-04-03 13:05 PM',
    '12345678',
    '120/80',
    '1.5',
    'yesterday',
    '',
  ])('%j is none', (text) => {
    expect(parseDate(text, 'dayFirst')).toBeNaN();
    expect(parseDate(text, 'monthFirst')).toBeNaN();
  });

  it('written in any form is the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -130_000, max: 150_000 }), (day) => {
        const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-');
        const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
          Number(m) - 1
        ];
        for (const text of [iso, `${y}${m}${d}`, `${y}/${m}/${d}`, `${d}-${month}-${y}`, `${d}.${m}.${y}`])
          expect(parseDate(text, 'dayFirst')).toBe(day);
        expect(parseDate(`${Number(m)}/${Number(d)}/${y}`, 'monthFirst')).toBe(day);
        expect(parseDate(`${Number(y)}년 ${Number(m)}월 ${Number(d)}일`, 'monthFirst')).toBe(day);
      }),
    );
  });

  it('never throws, and is a day of the years looked for or none', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 50 }),
        fc.constantFrom(...DATE_ORDERS),
        (text, order) => {
          const day = parseDate(text, order);
          expect(Number.isNaN(day) || (day > -140_000 && day < 160_000)).toBe(true);
        },
      ),
    );
  });
});

describe('the dates of a column', () => {
  const ones = (texts: string[]) => texts.map(() => 1);
  const found = (texts: string[]) => findDateFormat(texts, ones(texts));

  it('tell which part is the day by one that cannot be a month', () => {
    expect(found(['03/04/2021', '25/04/2021'])).toMatchObject({ dateOrder: 'dayFirst', doubtful: 0 });
    expect(found(['03/04/2021', '04/25/2021'])).toMatchObject({ dateOrder: 'monthFirst', doubtful: 0 });
  });

  it('leave a doubt where none does, which is counted; points mean day first', () => {
    expect(found(['03/04/2021', '05/05/2021', '2021-01-02'])).toMatchObject({
      dateOrder: 'monthFirst',
      doubtful: 1,
    });
    expect(found(['03.04.2021', '05.06.2021'])).toMatchObject({ dateOrder: 'dayFirst', doubtful: 2 });
  });

  it('of two digits a part may have the year first, as in Korea', () => {
    // datetime.strptime('21.03.15', '%y.%m.%d') - datetime(1970, 1, 1), Python 3.11
    expect(parseDate('21.03.15', 'yearFirst')).toBe(18701);
    expect(parseDate('05-12-31', 'yearFirst')).toBe(13148);
    expect(parseDate('2021.03.15', 'yearFirst')).toBe(18701);
    // 98 is neither day nor month.
    expect(found(['98.03.15', '98.04.02'])).toMatchObject({
      dateOrder: 'yearFirst',
      doubtful: 0,
      from: 1998,
    });
    // Fewer years than days.
    const ward = ['21.03.15', '21.03.28', '21.04.02', '22.11.30', '22.01.09', '21.12.19'];
    expect(found(ward)).toMatchObject({ dateOrder: 'yearFirst', from: 2021, to: 2022, other: 'dayFirst' });
    expect(found(ward)?.doubtful).toBe(ward.length);
    const turned = ward.map((text) => text.split('.').reverse().join('.'));
    expect(found(turned)).toMatchObject({ dateOrder: 'dayFirst', from: 2021, to: 2022, other: 'yearFirst' });
  });

  it('may be written in several ways, with few cells that are none', () => {
    const texts = ['2021-04-03', '3-Apr-1998', '20200101', '2019년 1월 1일', '01/02/64'];
    expect(found(texts)).toMatchObject({ from: 1998, to: 2064, shortYears: 1 });
    expect(findDateFormat([...texts, 'unsure'], [10, 10, 10, 10, 10, 2])).not.toBeNull();
    expect(findDateFormat([...texts, 'unsure'], [10, 10, 10, 10, 10, 3])).toBeNull();
    expect(found(['fever', 'cough'])).toBeNull();
    expect(found([])).toBeNull();
  });
});

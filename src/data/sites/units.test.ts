import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversion, findUnit, unitsOf } from './units';

const around = (middle: number) => Float64Array.from({ length: 41 }, (_, i) => middle * (0.8 + i * 0.01));

describe('units', () => {
  it.each([
    ['glucose', 100, 'mg/dL'],
    ['혈당', 5.6, 'mmol/L'],
    ['chol', 240, 'mg/dL'],
    ['cholesterol', 5.2, 'mmol/L'],
    ['creatinine', 0.9, 'mg/dL'],
    ['serum_creatinine', 80, 'µmol/L'],
    ['hemoglobin', 13.5, 'g/dL'],
    ['Hb', 135, 'g/L'],
    ['bilirubin', 0.7, 'mg/dL'],
    ['bilirubin', 12, 'µmol/L'],
    ['temp', 98.6, '°F'],
    ['체온', 36.8, '°C'],
    ['height', 66, 'inch'],
    ['키', 170, 'cm'],
    ['weight', 165, 'lb'],
    ['체중', 70, 'kg'],
  ])('%s around %d is in %s', (name, middle, unit) => {
    expect(findUnit(name, around(middle))).toEqual({ unit, key: 'unitByRange' });
  });

  it('where two units are possible none is found, unless the name says it', () => {
    expect(findUnit('hemoglobin', around(9))).toBeNull();
    expect(findUnit('hemoglobin_g_dl', around(9))).toEqual({ unit: 'g/dL', key: 'unitInName' });
    expect(findUnit('weight', around(100 * 1.3))).toBeNull();
    expect(findUnit('oldpeak', around(2))).toBeNull();
  });

  it('zeros that stand for missing say nothing about the unit', () => {
    expect(findUnit('chol', new Float64Array(50))).toBeNull();
    const half = Float64Array.from([...new Float64Array(60), ...around(240)]);
    expect(findUnit('chol', half)?.unit).toBe('mg/dL');
  });

  // Published pairs: AMA Manual of Style, 11th ed., table 17.5-1; NGSP/IFCC: 6.5 % is 48 mmol/mol.
  it.each([
    ['glucose', 'mmol/L', 'mg/dL', 5.55, 100],
    ['cholesterol', 'mg/dL', 'mmol/L', 200, 5.17],
    ['triglycerides', 'mg/dL', 'mmol/L', 150, 1.69],
    ['creatinine', 'mg/dL', 'µmol/L', 1, 88.4],
    ['bilirubin', 'mg/dL', 'µmol/L', 1, 17.1],
    ['hemoglobin', 'g/L', 'g/dL', 140, 14],
    ['hba1c', '%', 'mmol/mol', 6.5, 47.5],
    ['temperature', '°F', '°C', 98.6, 37],
    ['temperature', '°C', '°F', 37, 98.6],
    ['height', 'inch', 'cm', 70, 177.8],
    ['weight', 'lb', 'kg', 154.324, 70],
  ])('%s from %s to %s: %d is %d', (name, from, to, value, wanted) => {
    const convert = conversion(name, from, to);
    expect(convert && value * convert.factor + convert.offset).toBeCloseTo(wanted, 1);
  });

  it('there and back is where it was', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('glucose', 'creatinine', 'temperature', 'hba1c', 'height', 'platelets'),
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        (name, value) => {
          const units = unitsOf(name);
          const there = conversion(name, units[0], units[1]);
          const back = conversion(name, units[1], units[0]);
          if (!there || !back) throw new Error('two units convert');
          const again = (value * there.factor + there.offset) * back.factor + back.offset;
          expect(Math.abs(again - value)).toBeLessThan(1e-9 * Math.max(1, value));
        },
      ),
    );
    expect(conversion('glucose', 'mg/dL', 'mg/dL')).toBeNull();
    expect(conversion('age', 'mg/dL', 'mmol/L')).toBeNull();
  });
});

import { conceptOf, namedUnit } from './column-names';

/**
 * A unit of an analyte. `usual`: where the median of a group of patients lies; `possible`: where any living
 * patient's value lies. To the first unit of the analyte: value * factor + offset.
 */
interface Unit {
  name: string;
  factor: number;
  offset: number;
  usual: [number, number];
  possible: [number, number];
}
interface Analyte {
  /** As `conceptOf` names it. */
  concepts: string[];
  units: Unit[];
}

const unit = (
  name: string,
  factor: number,
  usual: [number, number],
  possible: [number, number],
  offset = 0,
): Unit => ({ name, factor, offset, usual, possible });

/**
 * Conversion factors from molar masses (SI unit conversion of the AMA Manual of Style, 11th ed., table 17.5-1);
 * HbA1c by the NGSP/IFCC master equation NGSP = 0.09148 IFCC + 2.152 (Hoelzel et al., Clin Chem 2004).
 * Ranges are wide on purpose: where two units are possible, none is proposed.
 */
const ANALYTES: Analyte[] = [
  {
    concepts: ['glucose', 'fasting glucose', 'bgr', 'blood glucose random'],
    units: [unit('mg/dL', 1, [50, 400], [10, 2000]), unit('mmol/L', 18.016, [2.5, 25], [0.5, 110])],
  },
  {
    concepts: ['cholesterol', 'ldl'],
    units: [unit('mg/dL', 1, [50, 400], [20, 1500]), unit('mmol/L', 38.67, [1.3, 12], [0.5, 40])],
  },
  {
    concepts: ['hdl'],
    units: [unit('mg/dL', 1, [20, 120], [2, 250]), unit('mmol/L', 38.67, [0.5, 3.2], [0.05, 6.5])],
  },
  {
    concepts: ['triglycerides'],
    units: [unit('mg/dL', 1, [35, 800], [10, 10_000]), unit('mmol/L', 88.57, [0.4, 9], [0.1, 115])],
  },
  {
    concepts: ['creatinine'],
    units: [unit('mg/dL', 1, [0.3, 12], [0.05, 40]), unit('µmol/L', 1 / 88.42, [26, 1000], [4, 3600])],
  },
  {
    concepts: ['hemoglobin'],
    units: [
      unit('g/dL', 1, [6, 20], [1, 27]),
      unit('g/L', 0.1, [60, 200], [10, 270]),
      unit('mmol/L', 1.6114, [3.7, 12.4], [0.6, 17]),
    ],
  },
  {
    concepts: ['bilirubin'],
    units: [unit('mg/dL', 1, [0.1, 8], [0.02, 90]), unit('µmol/L', 1 / 17.104, [4, 300], [0.3, 1550])],
  },
  {
    concepts: ['uric acid'],
    units: [unit('mg/dL', 1, [2, 14], [0.2, 50]), unit('µmol/L', 1 / 59.48, [110, 850], [10, 3000])],
  },
  {
    concepts: ['urea nitrogen'],
    units: [unit('mg/dL', 1, [5, 120], [1, 350]), unit('mmol/L', 2.801, [1.8, 43], [0.3, 125])],
  },
  {
    concepts: ['calcium'],
    units: [unit('mg/dL', 1, [6, 15], [2, 30]), unit('mmol/L', 4.008, [1.5, 3.7], [0.5, 7.5])],
  },
  {
    concepts: ['albumin'],
    units: [unit('g/dL', 1, [1.3, 6], [0.3, 9]), unit('g/L', 0.1, [13, 60], [3, 90])],
  },
  {
    concepts: ['hba1c'],
    units: [unit('%', 1, [4, 15], [2.5, 22]), unit('mmol/mol', 0.09148, [20, 140], [4, 217], 2.152)],
  },
  {
    concepts: ['crp'],
    units: [unit('mg/L', 1, [0.1, 400], [0, 900]), unit('mg/dL', 10, [0.01, 40], [0, 90])],
  },
  {
    concepts: ['white cells'],
    units: [unit('10⁹/L', 1, [2, 60], [0.01, 900]), unit('/µL', 0.001, [2000, 60_000], [10, 900_000])],
  },
  {
    concepts: ['platelets'],
    units: [unit('10⁹/L', 1, [20, 800], [1, 4000]), unit('/µL', 0.001, [20_000, 800_000], [1000, 4_000_000])],
  },
  {
    concepts: ['temperature'],
    units: [unit('°C', 1, [33, 42], [13, 46.5]), unit('°F', 5 / 9, [92, 108], [56, 115.7], -160 / 9)],
  },
  {
    concepts: ['height'],
    units: [
      unit('cm', 1, [95, 210], [20, 272]),
      unit('inch', 2.54, [37, 83], [8, 107]),
      unit('m', 100, [0.95, 2.1], [0.2, 2.72]),
    ],
  },
  {
    concepts: ['weight'],
    units: [unit('kg', 1, [10, 150], [0.2, 650]), unit('lb', 0.45359237, [120, 330], [0.5, 1430])],
  },
];

const analyteOf = (name: string): Analyte | null =>
  ANALYTES.find(({ concepts }) => concepts.includes(conceptOf(name))) ?? null;

/** The units a column of this name can have, in the order of the table; none for what is no known analyte. */
export const unitsOf = (name: string): string[] => analyteOf(name)?.units.map((u) => u.name) ?? [];

export interface UnitGuess {
  unit: string;
  /** By its name, or by where its middle lies. */
  key: 'unitInName' | 'unitByRange';
}

/** Fewer values than this show no middle. */
const FEWEST = 5;

/**
 * The unit of a column, by its name or because its median is usual in one unit alone; null where more than one
 * is possible or it is no known analyte. `sorted`: its values, ascending; zeros and below stand for missing.
 */
export function findUnit(name: string, sorted: Float64Array): UnitGuess | null {
  const analyte = analyteOf(name);
  if (!analyte) return null;
  const named = namedUnit(name).unit;
  if (named && analyte.units.some((u) => u.name === named)) return { unit: named, key: 'unitInName' };
  const above = sorted.findIndex((value) => value > 0);
  const values = above < 0 ? sorted.subarray(0, 0) : sorted.subarray(above);
  if (values.length < FEWEST) return null;
  const median = values[values.length >> 1];
  const fitting = analyte.units.filter(({ usual: [low, high] }) => median >= low && median <= high);
  return fitting.length === 1 ? { unit: fitting[0].name, key: 'unitByRange' } : null;
}

/** value * factor + offset; null where the units are the same, unknown, or of no known analyte. */
export function conversion(
  name: string,
  from: string,
  to: string,
): { from: string; to: string; factor: number; offset: number } | null {
  const units = analyteOf(name)?.units ?? [];
  const [one, two] = [from, to].map((wanted) => units.find((u) => u.name === wanted));
  if (!one || !two || one === two) return null;
  return { from, to, factor: one.factor / two.factor, offset: (one.offset - two.offset) / two.factor };
}

/**
 * Where the values of a living patient lie in this unit; null for what is no known analyte. `unit` null: the range
 * of no unit in particular, so nothing is impossible.
 */
export const possibleRange = (name: string, unitName: string | null): [number, number] | null =>
  analyteOf(name)?.units.find((u) => u.name === unitName)?.possible ?? null;

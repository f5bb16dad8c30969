import { type DecimalMark, parseMeasurement } from './clinical-number';
import { unitKey } from './unit-grammar';

const PAIR = /^([^/]+)\/([^/]+)$/;
const BLOOD_PRESSURE = /(^|[^a-z])(s?n?i?a?bp|blood ?pressure|pressure)([^a-z]|$)|혈압/i;
const NONE = /^\s*[-?]\s*$/;

/**
 * The two numbers of a cell such as `120/80` or `120 / 80 mmHg`, or null where it holds no two. One of them may be
 * missing (`120/-`): NaN.
 */
export function parsePair(text: string, decimal: DecimalMark): [number, number] | null {
  const parts = PAIR.exec(text);
  if (!parts) return null;
  const [first, second] = parts.slice(1).map((part) => {
    if (NONE.test(part)) return Number.NaN;
    const found = parseMeasurement(part, decimal);
    return found && found.bound === '' && ['', 'mmhg'].includes(unitKey(found.unit)) ? found.value : null;
  });
  if (first === null || second === null || (Number.isNaN(first) && Number.isNaN(second))) return null;
  return [first, second];
}

/**
 * The names of the two columns that a pair becomes: `bp (systolic)` and `bp (diastolic)` where the name says blood
 * pressure, else `x (1)` and `x (2)`; another number where such a column is there.
 */
export function pairNames(name: string, taken: ReadonlySet<string>): [string, string] {
  const parts = BLOOD_PRESSURE.test(name.replace(/[_\-.]+/g, ' ')) ? ['systolic', 'diastolic'] : ['1', '2'];
  const free = (wanted: string) => {
    let given = wanted;
    for (let i = 2; taken.has(given); i++) given = `${wanted} (${i})`;
    return given;
  };
  return [free(`${name} (${parts[0]})`), free(`${name} (${parts[1]})`)];
}

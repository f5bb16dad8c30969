import type { Trial } from '../../../study/events';
import { type ParamValue, sameValue } from '../../../study/params';
import type { Domain, Space } from '../../../study/space';
import { ticks } from '../../charts/scale';

/** Where values stand along an axis of a figure, 0 to 1. */
export type AxisScale =
  /** Values side by side, in their order. */
  | { kind: 'rank'; values: ParamValue[] }
  | { kind: 'number'; low: number; high: number; log: boolean; integer: boolean };

export interface SearchAxis {
  /** `family`, or a hyperparameter's key. */
  key: string;
  /** The families that have it; the first one's texts name it. */
  families: string[];
  scale: AxisScale;
  /** undefined where a trial's family has no such hyperparameter. */
  read(trial: Trial): ParamValue | undefined;
}

/** Numbers this far apart, all above zero, are read on a logarithmic scale. */
const WIDE = 100;

/**
 * An axis for the family, if there are several, and for each hyperparameter that has two values or more; what has one
 * name in several families is one axis. What trials from elsewhere hold beyond the space widens it.
 */
export function axesOf(space: Space, trials: readonly Trial[]): SearchAxis[] {
  const families = [...new Set([...Object.keys(space), ...trials.map(({ config }) => config.family)])];
  const keys = [
    ...new Set([
      ...families.flatMap((family) => Object.keys(space[family] ?? {})),
      ...trials.flatMap(({ config }) => Object.keys(config.params)),
    ]),
  ];
  const axes: SearchAxis[] = [
    {
      key: 'family',
      families,
      scale: { kind: 'rank', values: families },
      read: ({ config }) => config.family,
    },
    ...keys.map((key) => {
      const read = ({ config }: Trial): ParamValue | undefined => config.params[key];
      const domains = families.flatMap((family) => space[family]?.[key] ?? []);
      const seen = trials.map(read).filter((value) => value !== undefined);
      const having = families.filter(
        (family) =>
          space[family]?.[key] ||
          trials.some(({ config }) => config.family === family && key in config.params),
      );
      return { key, families: having, scale: scaleOf(domains, seen), read: read };
    }),
  ];
  return axes.filter(({ scale }) =>
    scale.kind === 'rank' ? scale.values.length > 1 : scale.high > scale.low,
  );
}

function scaleOf(domains: readonly Domain[], seen: readonly ParamValue[]): AxisScale {
  const ranges = domains.filter((domain) => domain.kind !== 'choice');
  const single = distinct([
    ...domains.flatMap((domain) => (domain.kind === 'choice' ? domain.values : [])),
    ...seen,
  ]);
  const numbers = single.filter((value) => typeof value === 'number');
  if (ranges.length === 0 || numbers.length < single.length) {
    const sorted = numbers.length === single.length ? numbers.sort((a, b) => a - b) : single;
    return { kind: 'rank', values: sorted };
  }
  const ends = [...ranges.flatMap(({ low, high }) => [low, high]), ...numbers];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return {
    kind: 'number',
    low,
    high,
    log: low > 0 && (ranges.some(({ log }) => log) || high / low >= WIDE),
    integer: ranges.every(({ kind }) => kind === 'int') && numbers.every(Number.isInteger),
  };
}

/** Equal lists are one value. */
const distinct = (values: readonly ParamValue[]): ParamValue[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/** Where a value stands along its axis; null where there is none. */
export function placeOf(scale: AxisScale, value: ParamValue | undefined): number | null {
  if (value === undefined) return null;
  if (scale.kind === 'rank') {
    const at = scale.values.findIndex((one) => sameValue(one, value));
    return at < 0 ? null : (at + 0.5) / scale.values.length;
  }
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  const { low, high, log } = scale;
  const share = log ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
  return Math.min(1, Math.max(0, share));
}

/** The values to be written along an axis: all of a rank, round ones of a range, powers of ten where it is logarithmic. */
export function axisTicks(scale: AxisScale): ParamValue[] {
  if (scale.kind === 'rank') return scale.values;
  const { low, high, log } = scale;
  if (!log) return ticks([low, high], 4);
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number((10 ** (first + i)).toPrecision(12)),
  );
  return powers.length > 1 ? powers : [low, high];
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Quantities whose units are words of a language. Plain numbers are written by ui/number.ts. */
export interface Units {
  /** `12.3 MB`, in powers of 1,000. */
  bytes(n: number): string;
  /** Seconds as the two largest units that matter: `45 sec`, `2 min 5 sec`, `1 hr 12 min`; `10 min`, without a zero. */
  duration(seconds: number): string;
  /** Milliseconds, as a time a step takes: `0.42 ms`. */
  milliseconds(ms: number): string;
  /** Day and time in the reader's own zone, from milliseconds since the epoch. */
  moment(at: number): string;
}

export function unitsOf(language: string): Units {
  const unit = (name: string, options: Intl.NumberFormatOptions = { maximumFractionDigits: 0 }) => {
    const written = new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      ...options,
    });
    return (x: number) => written.format(x);
  };
  const tenths = { maximumFractionDigits: 1 };
  const sizes = [unit('byte'), unit('kilobyte'), unit('megabyte', tenths), unit('gigabyte', tenths)];
  const [second, minute, hour] = [unit('second'), unit('minute'), unit('hour')];
  const both = (large: string, rest: number, small: (x: number) => string) =>
    rest === 0 ? large : `${large} ${small(rest)}`;
  const millisecond = unit('millisecond', { maximumSignificantDigits: 2 });
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    bytes(n) {
      const power = n < 1e3 ? 0 : n < 1e6 ? 1 : n < 1e9 ? 2 : 3;
      return sizes[power](n / 1000 ** power);
    },
    duration(seconds) {
      const s = Math.max(0, Math.round(seconds));
      if (s < 60) return second(s);
      if (s < 3600) return both(minute(Math.floor(s / 60)), s % 60, second);
      return both(hour(Math.floor(s / 3600)), Math.floor((s % 3600) / 60), minute);
    },
    milliseconds: millisecond,
    moment: (at) => moments.format(at),
  };
}

/** Units in the language of the page. */
export function useUnits(): Units {
  const { i18n } = useTranslation();
  return useMemo(() => unitsOf(i18n.language), [i18n.language]);
}

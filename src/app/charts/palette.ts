/**
 * Okabe & Ito (2008), "Color universal design": colours that people with any colour vision tell apart. They stand
 * for classes, sites, trials, parts and what a cell does, and for nothing else.
 */
export const BLUE = '#0072b2';
export const VERMILLION = '#d55e00';
export const GREEN = '#009e73';
export const ORANGE = '#e69f00';
export const PURPLE = '#cc79a7';
export const SKY = '#56b4e9';
export const YELLOW = '#f0e442';
/** The set's black, as a grey that shows on light and dark alike. */
export const GREY = '#7f8790';

const SERIES = [BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, YELLOW, GREY] as const;

/** Colour of the i-th class, site or trial; colours come round after eight. */
export const seriesColor = (i: number): string => SERIES[i % SERIES.length];

/** Who trains, who validates, who is locked away. None of them is one of the first two class colours. */
export const PART_COLORS = { train: SKY, valid: ORANGE, test: PURPLE } as const;

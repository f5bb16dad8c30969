import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shade 7 on white is 6.0:1, shade 3 on the dark page 8.7:1. */
const petrol: MantineColorsTuple = [
  '#e9f5f7',
  '#d3e8ec',
  '#a6d1da',
  '#76bac8',
  '#4fa5b7',
  '#2f93a8',
  '#1b8298',
  '#0d6b80',
  '#075a6d',
  '#02495a',
];

/** Text, lines and surfaces of the dark page, light to dark; a little cooler than plain grey. */
const dark: MantineColorsTuple = [
  '#d5d9de',
  '#b6bdc5',
  '#98a1ab',
  '#6b7480',
  '#434b55',
  '#333a43',
  '#272d35',
  '#1b2026',
  '#15191e',
  '#101317',
];

/** One type scale (12/14/16/20/28) and one spacing scale (multiples of 4), in rem. */
export const theme = createTheme({
  colors: { petrol, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: "'Pretendard Variable', Pretendard, system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.25' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.125rem', sm: '0.25rem', md: '0.375rem', lg: '0.5rem', xl: '1rem' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.5' },
      h4: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // What explains a field stands below it, so that fields in a row stay in line.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
});

/** Mantine's own dimmed, placeholder and error colours miss AA contrast on these surfaces. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1d2329',
    '--mantine-color-dimmed': '#56606b',
    '--mantine-color-placeholder': '#68727d',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': petrol[7],
  },
  dark: {
    '--mantine-color-text': '#e2e6ea',
    '--mantine-color-dimmed': '#a3acb6',
    '--mantine-color-placeholder': '#98a1ab',
    '--mantine-color-error': '#ff9088',
    '--mantine-color-anchor': petrol[3],
  },
});

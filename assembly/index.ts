export { filterGradient } from './filter-gradient';
export { multiply } from './multiply';
export { addColumns, columns, surround } from './windows';

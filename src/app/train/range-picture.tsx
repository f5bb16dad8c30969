import { useTranslation } from 'react-i18next';
import { valueText } from '../ui/value-text';
import { DRAWS, rangeMarks } from './range-marks';
import classes from './train.module.css';

interface Props {
  /** Which parameter of which family: each has draws of its own. */
  id: string;
  name: string;
  domain: Parameters<typeof rangeMarks>[0];
  /** The grid's points are shown, not draws. */
  grid: boolean;
}

/** In pixels of the picture, which keeps its size. */
const WIDTH = 260;
const PAD = 22;
const AXIS = 16;

/** Where a search would try a range, on its own scale: a mark a try. */
export function RangePicture({ id, name, domain, grid }: Props) {
  const { t } = useTranslation('train');
  const shown = rangeMarks(domain, grid, id);
  if (!shown) return null;
  const x = (share: number) => PAD + share * (WIDTH - 2 * PAD);
  const label = grid
    ? t('sample.grid', { name, count: shown.marks.length })
    : t('sample.draws', { name, count: DRAWS });
  const every = Math.ceil(shown.ticks.length / 5);
  return (
    <svg className={classes.sample} viewBox={`0 0 ${WIDTH} 34`} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={`M${PAD} ${AXIS} H${WIDTH - PAD}`} />
      {shown.marks.map((share, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two draws of one place are two marks
        <line key={at} x1={x(share)} x2={x(share)} y1={3} y2={AXIS - 2} />
      ))}
      {shown.ticks.map(({ at, value }, place) => (
        <g key={value}>
          <path d={`M${x(at)} ${AXIS} v4`} />
          {place % every === 0 && (
            <text x={x(at)} y={AXIS + 15} textAnchor="middle">
              {valueText(value)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

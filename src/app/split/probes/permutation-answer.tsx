import { useTranslation } from 'react-i18next';
import type { Probe } from '../../../study/results/probe';
import { type Area, BottomAxis, LeftAxis } from '../../charts/axis';
import { Drawing } from '../../charts/drawing';
import { Figure } from '../../charts/figure';
import { ink } from '../../charts/figure-colors';
import { extent, linear, nice, ticks } from '../../charts/scale';
import { formatPoint } from '../../ui/estimate';
import { formatCount, formatFixed } from '../../ui/number';
import { useScore } from './use-score';

const BINS = 24;
const HEIGHT = 190;

/** What comes of shuffled outcomes, as a histogram, and where the true ones stand. */
export function PermutationAnswer({ probe }: { probe: Extract<Probe, { kind: 'permutation' }> }) {
  const { t } = useTranslation('probes');
  const { metric, observed, permuted, p } = probe;
  const score = useScore(metric);
  const asGood = permuted.filter((v) => (metric === 'rmse' ? v <= observed : v >= observed)).length;
  const params = {
    observed: score.point(observed),
    better: formatCount(asGood),
    n: formatCount(permuted.length),
    p: formatFixed(p, 3),
  };
  const sentence = t(
    p >= 0.05 ? 'permutation.bad' : asGood > 0 ? 'permutation.good' : 'permutation.best',
    params,
  );
  const domain = nice(extent([observed, ...permuted]), 5);
  const size = (domain[1] - domain[0]) / BINS;
  const counts = Array<number>(BINS).fill(0);
  for (const v of permuted) counts[Math.min(BINS - 1, Math.floor((v - domain[0]) / size))]++;
  const most = Math.max(...counts);
  const write = (value: number) => formatPoint({ estimate: value, low: null, high: null }, score.style, 2);
  return (
    <>
      <p>{sentence}</p>
      <Figure title={t('permutation.figure')} fileName="permutation" maxWidth={560}>
        {(width) => {
          const area: Area = { left: 48, right: width - 12, top: 24, bottom: HEIGHT - 44 };
          const x = linear(domain, [area.left, area.right]);
          const y = linear([0, most], [area.bottom, area.top]);
          const right = x(observed) > (area.left + area.right) / 2;
          return (
            <Drawing width={width} height={HEIGHT} description={sentence}>
              <LeftAxis
                area={area}
                scale={y}
                ticks={ticks([0, most], 3).filter(Number.isInteger)}
                label={t('permutation.count')}
                write={formatCount}
              />
              <BottomAxis
                area={area}
                scale={x}
                ticks={ticks(domain, width > 420 ? 6 : 4)}
                label={t('permutation.axis', { metric: score.name })}
                write={write}
                grid={false}
              />
              {counts.map((count, i) => (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
                  key={i}
                  x={x(domain[0] + i * size)}
                  y={y(count)}
                  width={Math.max(0, x(domain[0] + (i + 1) * size) - x(domain[0] + i * size) - 1)}
                  height={area.bottom - y(count)}
                  fill={ink('tint')}
                  stroke={count > 0 ? ink('accent') : 'none'}
                />
              ))}
              <line
                x1={x(observed)}
                x2={x(observed)}
                y1={area.top}
                y2={area.bottom}
                stroke={ink('ink')}
                strokeWidth={2}
              />
              <text
                x={x(observed) + (right ? -6 : 6)}
                y={area.top - 6}
                textAnchor={right ? 'end' : 'start'}
                fontSize={12}
                fill={ink('ink')}
              >
                {t('permutation.observed')}
              </text>
            </Drawing>
          );
        }}
      </Figure>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { Estimate, Evaluation } from '../../study/events';
import type { Comparison } from '../../study/results/comparison';
import { Figure } from '../charts/figure';
import { ForestChart } from '../charts/forest-chart';
import { formatEstimate, formatInterval, formatPoint, styleOf } from '../ui/estimate';
import { formatCount, formatFixed } from '../ui/number';
import { verdictOf } from './comparison-verdict';
import classes from './evaluate.module.css';
import { panelOf } from './forest-panels';
import { useOtherName } from './use-other-name';

const MAIN = { binary: 'auroc', multiclass: 'aurocMacro', regression: 'rmse' } as const;

/** `p < .001`, `p = .03`: as journals print it. */
const pText = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${formatFixed(p, p < 0.1 ? 3 : 2)}`);

/** The winner beside a plain regression and beside what is used already. */
export function ComparisonsCard({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation('evaluate-compare');
  const { t: names } = useTranslation('evaluate');
  const otherName = useOtherName();
  const comparisons = evaluation.comparisons ?? [];
  if (comparisons.length === 0) return null;
  const metric = MAIN[evaluation.kind];
  const style = styleOf(metric);
  const own = evaluation.metrics[metric];
  const rows = [
    { key: 'model', name: names('model'), n: evaluation.n, estimate: own as Estimate | undefined },
    ...comparisons.map((other) => ({
      key: `${other.kind}:${other.name}`,
      name: otherName(other),
      n: other.n,
      estimate: other.metrics[metric] as Estimate | undefined,
    })),
  ];
  const there = rows.flatMap(({ estimate }) => (estimate ? [estimate] : []));
  return (
    <section className={classes.card} aria-labelledby="comparisons-title" data-testid="comparisons">
      <h2 id="comparisons-title" className={classes.cardTitle}>
        {t('title')}
      </h2>
      <ul className={classes.sentences}>
        {comparisons.map((other) => (
          <li key={`${other.kind}:${other.name}`}>
            <Sentences other={other} all={evaluation.n} />
          </li>
        ))}
      </ul>
      <Figure
        title={t('figure', { metric: names(`metric.${metric}.name`) })}
        fileName="comparisons"
        maxWidth={720}
      >
        {(width) => (
          <ForestChart
            width={width}
            description={rows
              .map(({ name, estimate }) => `${name}: ${estimate ? formatEstimate(estimate, style) : '–'}`)
              .join('. ')}
            missing={names('notDefined')}
            panels={[panelOf(metric, `${names(`metric.${metric}.name`)} (95% CI)`, there, own?.estimate)]}
            rows={rows.map(({ key, name, n, estimate }) => ({
              key,
              name,
              detail: t('rows', { n: formatCount(n) }),
              estimates: [estimate ?? null],
              texts: [estimate ? formatEstimate(estimate, style) : '–'],
            }))}
          />
        )}
      </Figure>
    </section>
  );
}

/** What the difference means, and for decisions whom each finds alone. */
function Sentences({ other, all }: { other: Comparison; all: number }) {
  const { t } = useTranslation('evaluate-compare');
  const { t: names } = useTranslation('evaluate');
  const otherName = useOtherName();
  const { difference, mcnemar } = other;
  const style = styleOf(difference.metric);
  const interval = formatInterval(difference.estimate, style);
  const words = {
    name: otherName(other),
    metric: names(`metric.${difference.metric}.name`),
    difference: `${formatPoint(difference.estimate, style)}${interval ? ` (${interval})` : ''}`,
  };
  return (
    <>
      {t(`verdict.${verdictOf(other)}`, words)}
      {difference.p !== null && ` ${pText(difference.p)}.`}
      {other.n < all && ` ${t('onRows', { n: formatCount(other.n), all: formatCount(all) })}`}
      {mcnemar && (
        <span className={classes.second}>
          {t('mcnemar', {
            name: words.name,
            model: formatCount(mcnemar.onlyModel),
            other: formatCount(mcnemar.onlyOther),
            p: pText(mcnemar.p),
          })}
        </span>
      )}
    </>
  );
}

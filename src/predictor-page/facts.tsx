import { formatEstimate } from '../app/ui/estimate';
import { formatCount, formatRisk } from '../app/ui/number';
import type { AboutModel } from '../export/embedded-model';
import type { Predictor } from '../export/predictor';
import { SIDE } from '../models/backbones/efficientnet-lite0';
import { useTexts } from './language';

/** A fact that not every model has. */
const optional = (is: boolean, name: string, value: () => string): [string, string][] =>
  is ? [[name, value()]] : [];

/** What the model predicts, how well it did on its test set, and what it is made of. */
export function Facts({ predictor, about }: { predictor: Predictor; about: AboutModel }) {
  const t = useTexts();
  const { task, threshold, members, inputs, meta } = predictor;
  const { test } = meta;
  const { picture } = members[0];
  const [height, width] = picture?.backbone ? [SIDE, SIDE] : (picture?.shape ?? [0, 0]);
  const reads = [
    ...(picture ? [t('images.reads', { height, width })] : []),
    ...(inputs.length > 0 || !picture ? [formatCount(inputs.length)] : []),
  ].join(' + ');
  const facts: [string, string][] = [
    [
      t('use.card.predicts'),
      t(`use.card.kind.${task.kind}`, {
        target: task.target,
        positive: task.classes[1] ?? '',
        count: task.classes.length,
      }),
    ],
    [
      t('use.card.test'),
      test
        ? [
            t('use.card.performance', {
              metric: t(`use.card.metric.${test.metric}`),
              estimate: formatEstimate(test, test.metric === 'rmse' ? 'value' : 'index'),
            }),
            ...(test.low === null ? [t('use.card.noInterval')] : []),
          ].join(' ')
        : t('use.card.untested'),
    ],
    ...optional(about.rows !== undefined, t('page.rows'), () =>
      t('page.rowsText', { count: about.rows ?? 0, n: formatCount(about.rows ?? 0) }),
    ),
    [t('use.card.inputs'), reads],
    ...optional(members.length > 1, t('use.card.members'), () =>
      t('use.card.membersText', { count: members.length }),
    ),
    ...optional(threshold !== null, t('use.card.threshold'), () => formatRisk(threshold ?? 0)),
    ...optional(Boolean(about.madeOn), t('page.madeOn'), () => about.madeOn ?? ''),
  ];
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">{t('page.facts')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

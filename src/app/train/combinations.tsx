import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { strategyByName } from '../../search/index';
import type { Study } from '../../study/schema';
import { countCombinations, type Domain } from '../../study/space';
import { ON, stepParam } from '../../study/steps-in-space';
import { formatCount } from '../ui/number';
import { paramLabel } from '../ui/param-label';
import { triedSpace } from './search-edits';
import classes from './train.module.css';

/**
 * "3 architectures × 4 learning rates × 5 batch sizes = 60". What has one value only changes nothing and is left out.
 * `domains`: as the strategy goes through them, those of the preprocessing among them.
 */
export function FamilySentence({ family, domains }: { family: string; domains: Record<string, Domain> }) {
  const { t } = useTranslation(['train', 'rooms']);
  const { total, factors } = countCombinations({ [family]: domains }).perFamily[family];
  const words = Object.keys(domains).flatMap((key, at) => {
    const count = factors[at];
    if (count === 1) return [];
    const name = paramLabel(t, family, key);
    if (stepParam(key)?.key === ON) return [t('combinations.withWithout', { name })];
    if (count === Number.POSITIVE_INFINITY) return [t('combinations.range', { name })];
    return [t([`combinations.factor.${key}`, 'combinations.factor.any'], { count, name })];
  });
  const conditional = factors.reduce((all, count) => all * count, 1) !== total;
  const product = words.join(' × ');
  return (
    <Text size="sm" className={classes.sentence} data-testid="combinations">
      {total === 0 && t('combinations.none')}
      {total > 0 && !Number.isFinite(total) && t('combinations.endless', { product })}
      {Number.isFinite(total) &&
        total > 0 &&
        (words.length
          ? t(conditional ? 'combinations.conditional' : 'combinations.equals', {
              product,
              total: formatCount(total),
            })
          : t('combinations.one'))}
    </Text>
  );
}

/** All families together, and how many of their combinations the budget lets compete. */
export function TotalSentence({ study }: { study: Study }) {
  const { search } = study;
  const { t } = useTranslation(['train', 'rooms']);
  const { total, perFamily } = countCombinations(triedSpace(study));
  const strategy = t(`strategies.${search.strategy}.title`, { ns: 'rooms' });
  if (total === 0) return null;
  if (strategyByName(search.strategy).byHand)
    return (
      <Text size="sm" data-testid="combinations-total">
        {t('combinations.manual', { trials: formatCount(search.budget.trials) })}
      </Text>
    );
  const values = {
    strategy,
    families: t('combinations.families', { count: Object.keys(perFamily).length }),
    total: formatCount(total),
    trials: formatCount(Math.min(search.budget.trials, total)),
  };
  return (
    <Text size="sm" data-testid="combinations-total">
      {!Number.isFinite(total)
        ? t('combinations.totalEndless', values)
        : search.budget.trials >= total
          ? t('combinations.totalAll', values)
          : t('combinations.total', values)}
    </Text>
  );
}

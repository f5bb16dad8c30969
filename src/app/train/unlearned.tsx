import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { networkFamilies } from '../../models/index';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { formatCount } from '../ui/number';
import { RateButton } from './rate-dialog';

/** Says once for all that trials learned nothing, and offers to look for rates at which they would. */
export function Unlearned({ active }: { active: boolean }) {
  const { t } = useTranslation(['train', 'rooms']);
  const kind = useApp((s) => s.study?.task?.kind);
  const space = useApp((s) => s.study?.search.space);
  // A family's name for each of its trials: the array is compared by its items.
  const families = useApp(
    useShallow((s) =>
      s.journal.trials.flatMap(({ pruned, config }) =>
        pruned?.details.raise === undefined ? [] : [config.family],
      ),
    ),
  );
  if (families.length === 0) return null;
  const askable = active
    ? []
    : [...new Set(families)].filter(
        (name) => space?.[name]?.learningRate && networkFamilies.some((family) => family.name === name),
      );
  return (
    <Group gap="xs" data-testid="unlearned">
      <Text size="sm">
        {t('rates.unlearned', { count: families.length, n: formatCount(families.length) })}
      </Text>
      {askable.map((name) => {
        const family = t(familyKey(name, kind), { ns: 'rooms' });
        return (
          <Group key={name} gap={4}>
            <Text size="sm" c="dimmed">
              {family}
            </Text>
            <RateButton family={name} label={t('rates.askOf', { family })} />
          </Group>
        );
      })}
    </Group>
  );
}

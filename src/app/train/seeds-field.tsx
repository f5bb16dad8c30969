import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SEEDS } from '../../models/seeds';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { withSeeds } from './search-edits';

/** How many networks are trained in the place of one; of families that are networks of a table. */
export function SeedsField({ training }: Pick<Study, 'training'>) {
  const { t } = useTranslation('train');
  const edit = useApp((s) => s.edit);
  return (
    <NativeSelect
      label={t('setup.seeds')}
      description={t('setup.seedsHelp')}
      value={String(training.seeds ?? 1)}
      onChange={(event) => {
        const chosen = Number(event.currentTarget.value);
        edit((now) => withSeeds(now, SEEDS.find((seeds) => seeds === chosen) ?? 1));
      }}
      data={SEEDS.map(String)}
    />
  );
}

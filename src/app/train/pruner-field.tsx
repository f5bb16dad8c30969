import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { pruners } from '../../search/pruners/index';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { withPruner } from './search-edits';

const NONE = 'none';

/** Which trials are ended before their time; guards watch whatever is chosen. */
export function PrunerField({ search }: Pick<Study, 'search'>) {
  const { t } = useTranslation(['train', 'rooms']);
  const edit = useApp((s) => s.edit);
  const chosen = search.pruner ?? NONE;
  return (
    <NativeSelect
      mt="sm"
      label={t('setup.pruner')}
      description={t(`pruners.${chosen}.help`, { ns: 'rooms' })}
      value={chosen}
      onChange={(event) => {
        const name = event.currentTarget.value;
        edit((now) => withPruner(now, name === NONE ? undefined : name));
      }}
      data={[...pruners.map(({ name }) => name), NONE].map((name) => ({
        value: name,
        label: t(`pruners.${name}.title`, { ns: 'rooms' }),
      }))}
    />
  );
}

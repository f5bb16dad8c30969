import { NativeSelect, Switch, Text, Title } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { familiesFor } from '../../models/index';
import { strategies } from '../../search/index';
import type { Study } from '../../study/schema';
import { withSearch } from '../../study/with-search';
import { BackendPanel } from '../frame/backend-panel';
import { useApp } from '../store';
import { NumberField } from '../ui/number-field';
import { BudgetFields } from './budget-fields';
import { TotalSentence } from './combinations';
import { DirectionsSpace } from './directions-space';
import { FamilySpace } from './family-space';
import { PrunerField } from './pruner-field';
import { triedSpace, withStrategy } from './search-edits';
import { SeedsField } from './seeds-field';
import { StepsSpace } from './steps-space';
import classes from './train.module.css';

/** Everything that is decided before a search. Locked while one runs; drawn again only when the study changed. */
export const Setup = memo(function Setup({ study, locked }: { study: Study; locked: boolean }) {
  const { t } = useTranslation(['train', 'rooms']);
  const tried = triedSpace(study);
  return (
    <fieldset className={classes.setup} disabled={locked}>
      <legend className={classes.hidden}>{t('setup.legend')}</legend>
      {locked && (
        <Text size="sm" c="dimmed">
          {t('setup.locked')}
        </Text>
      )}
      <Title order={2} size="h3">
        {t('setup.families')}
      </Title>
      {familiesFor(study.images ? 'picture' : 'table').map((family) => (
        <FamilySpace
          key={family.name}
          family={family}
          domains={study.search.space[family.name]}
          tried={tried[family.name]}
          strategy={study.search.strategy}
        />
      ))}
      <DirectionsSpace study={study} />
      <StepsSpace study={study} />
      <TotalSentence study={study} />
      <div className={classes.halves}>
        <SearchFields study={study} />
        <section aria-labelledby="train-where" id="backend-choice">
          <Title order={2} size="h3" id="train-where" mb="xs">
            {t('setup.where')}
          </Title>
          <BackendPanel />
        </section>
      </div>
    </fieldset>
  );
});

function SearchFields({ study }: { study: Study }) {
  const { t } = useTranslation(['train', 'rooms']);
  const edit = useApp((s) => s.edit);
  const { search, training } = study;
  const setTraining = (change: Partial<Study['training']>) =>
    edit((now) => ({ ...now, training: { ...now.training, ...change } }));
  return (
    <section aria-labelledby="train-how">
      <Title order={2} size="h3" id="train-how" mb="xs">
        {t('setup.how')}
      </Title>
      <NativeSelect
        label={t('setup.strategy')}
        description={t(`strategies.${search.strategy}.help`, { ns: 'rooms' })}
        value={search.strategy}
        onChange={(event) => {
          const strategy = event.currentTarget.value;
          edit((now) => withStrategy(now, strategy));
        }}
        data={strategies.map(({ name }) => ({
          value: name,
          label: t(`strategies.${name}.title`, { ns: 'rooms' }),
        }))}
      />
      <PrunerField search={search} />
      <div className={classes.numbers}>
        <BudgetFields
          budget={search.budget}
          trialsHelp={t('setup.trialsHelp')}
          minutesHelp={t('setup.minutesHelp')}
          fewest={0}
          onChange={(budget) => edit((now) => withSearch(now, { budget }))}
        />
        <NumberField
          label={t('setup.maxEpochs')}
          description={t('setup.maxEpochsHelp')}
          value={training.maxEpochs}
          low={1}
          high={2000}
          integer
          onChange={(maxEpochs) => setTraining({ maxEpochs })}
        />
        <NumberField
          label={t('setup.patience')}
          description={t('setup.patienceHelp')}
          value={training.patience}
          low={1}
          high={2000}
          integer
          onChange={(patience) => setTraining({ patience })}
        />
        {!study.images && <SeedsField training={training} />}
      </div>
      {study.task !== null && study.task.kind !== 'regression' && (
        <Switch
          mt="md"
          label={t('setup.classWeights')}
          description={t('setup.classWeightsHelp')}
          checked={training.classWeights === 'balanced'}
          onChange={(event) =>
            setTraining({ classWeights: event.currentTarget.checked ? 'balanced' : 'none' })
          }
        />
      )}
    </section>
  );
}

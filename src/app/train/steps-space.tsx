import { Button, NativeSelect, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { imageStepByName, isImageStep } from '../../prep/image/index';
import { stepByName } from '../../prep/index';
import type { Param } from '../../study/params';
import type { StepPlan, Study } from '../../study/schema';
import { type Domain, domainOf } from '../../study/space';
import { ON } from '../../study/steps-in-space';
import { useApp } from '../store';
import { DomainEditor } from './domain-editor';
import { setStepDomain } from './search-edits';
import classes from './train.module.css';

/** Parameters of which several values can be compared; words and names of columns cannot. */
const comparable = ({ step }: StepPlan): Param[] =>
  (isImageStep(step) ? imageStepByName(step) : stepByName(step)).params.filter(
    ({ kind }) => kind !== 'text' && kind !== 'column',
  );

/** What is tried of the preprocessing, step by step, beside the models. */
export function StepsSpace({ study }: { study: Study }) {
  const { t } = useTranslation('train');
  return (
    <section className={classes.family} aria-labelledby="train-steps">
      <div>
        <Title order={2} size="h3" id="train-steps">
          {t('steps.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t(study.steps.length > 0 ? 'steps.help' : 'steps.none')}
        </Text>
      </div>
      <div className={classes.domains}>
        {study.steps.map((plan) => (
          <StepSpace
            key={plan.id}
            plan={plan}
            tried={study.search.steps?.[plan.id] ?? {}}
            grid={study.search.strategy === 'grid'}
          />
        ))}
      </div>
    </section>
  );
}

function StepSpace({ plan, tried, grid }: { plan: StepPlan; tried: Record<string, Domain>; grid: boolean }) {
  const { t } = useTranslation(['train', 'rooms']);
  const edit = useApp((s) => s.edit);
  const set = (key: string, domain: Domain | null) =>
    edit((study) => setStepDomain(study, plan.id, key, domain));
  const name = t(`steps.${plan.step}.title`, { ns: 'rooms' });
  const params = comparable(plan);
  const closed = params.filter(({ key }) => !tried[key]);
  return (
    <fieldset className={classes.step} aria-label={name}>
      <div className={classes.stepHead}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {closed.length > 0 && (
          <NativeSelect
            size="xs"
            className={classes.compare}
            aria-label={t('steps.severalOf', { name })}
            value=""
            onChange={(event) => {
              const param = params.find(({ key }) => key === event.currentTarget.value);
              if (param) set(param.key, domainOf(param));
            }}
            data={[
              { value: '', label: t('steps.several'), disabled: true },
              ...closed.map(({ key }) => ({
                value: key,
                label: t(`params.${plan.step}.${key}.label`, { ns: 'rooms' }),
              })),
            ]}
          />
        )}
        <Switch
          size="sm"
          label={t('steps.withWithout')}
          aria-label={t('steps.withWithoutOf', { name })}
          checked={tried[ON] !== undefined}
          onChange={(event) =>
            set(ON, event.currentTarget.checked ? { kind: 'choice', values: [true, false] } : null)
          }
        />
      </div>
      {params.flatMap((param) => {
        const domain = tried[param.key];
        if (!domain) return [];
        const of = t(`params.${plan.step}.${param.key}.label`, { ns: 'rooms' });
        return [
          <DomainEditor
            key={param.key}
            owner={plan.step}
            param={param}
            domain={domain}
            grid={grid}
            onChange={(next) => set(param.key, next)}
          >
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t('steps.keepOf', { name: of })}
              onClick={() => set(param.key, null)}
            >
              {t('steps.keep')}
            </Button>
          </DomainEditor>,
        ];
      })}
    </fieldset>
  );
}

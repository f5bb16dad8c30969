import { useTranslation } from 'react-i18next';
import type { SplitPlan, Study } from '../../study/schema';
import { REPEATS } from '../../study/split-kinds';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { NumberField } from '../ui/number-field';
import { Choices } from './choices';
import classes from './split.module.css';
import { hospitalsIn } from './split-columns';

type Validation = SplitPlan['validation'];

const [LOW, HIGH] = [5, 60];
/** More cost more than they steady; a study that asks for more keeps what it has. */
const MOST_REPEATS = 5;

/** Repeated folds are folds that say how often. */
const wayOf = (validation: Validation): string =>
  validation.kind === 'kfold' && (validation.repeats ?? 1) > 1 ? 'repeated' : validation.kind;

/** How trials are compared within development. */
export function ValidationForm({ study }: { study: Study }) {
  const { t } = useTranslation('split');
  const edit = useApp((s) => s.edit);
  const profile = useApp((s) => s.profile);
  const { test, validation } = study.split;
  const hospitals = hospitalsIn(study, profile);
  // Where a hospital is tested, the others must still be two.
  const wanted = test.kind === 'sites' ? 3 : 2;
  const set = (next: Validation) => edit((now) => ({ ...now, split: { ...now.split, validation: next } }));
  const k = validation.kind === 'kfold' ? validation.k : 5;
  const choose = (way: string) => {
    if (way === 'kfold') set({ kind: 'kfold', k });
    if (way === 'repeated') set({ kind: 'kfold', k, repeats: REPEATS });
    if (way === 'holdout') set({ kind: 'holdout', share: 0.2 });
    if (way === 'sites') set({ kind: 'sites' });
  };
  const sitesReason = hospitals < wanted ? t('validation.sites.few', { wanted }) : null;
  const choice = (value: string) => ({ value, label: t(`form.${value}`), help: t(`form.${value}Help`) });
  return (
    <>
      <Choices
        label={t('form.validation')}
        value={wayOf(validation)}
        choices={[
          choice('kfold'),
          choice('repeated'),
          choice('holdout'),
          {
            value: 'sites',
            label: t('validation.sites.name'),
            help: t('validation.sites.help'),
            reason: sitesReason,
          },
          ...(validation.kind === 'rows'
            ? [
                {
                  value: 'rows',
                  label: t('form.given'),
                  help: t('form.givenHelp', { n: formatCount(validation.rows.length) }),
                },
              ]
            : []),
        ]}
        onChange={choose}
      />
      <div className={classes.fields}>
        {validation.kind === 'kfold' && (
          <NumberField
            label={t('form.k')}
            description={t('form.kHelp')}
            value={validation.k}
            low={2}
            high={20}
            integer
            onChange={(folds) => set({ ...validation, k: folds })}
          />
        )}
        {validation.kind === 'kfold' && (validation.repeats ?? 1) > 1 && (
          <NumberField
            label={t('form.repeats')}
            description={t('form.repeatsHelp', { n: formatCount(validation.k * (validation.repeats ?? 1)) })}
            value={validation.repeats ?? 1}
            low={1}
            high={Math.max(MOST_REPEATS, validation.repeats ?? 1)}
            integer
            onChange={(repeats) => set({ ...validation, repeats })}
          />
        )}
        {validation.kind === 'holdout' && (
          <NumberField
            label={t('form.share')}
            description={t('form.shareHelp')}
            value={Math.round(100 * validation.share)}
            low={LOW}
            high={HIGH}
            integer
            onChange={(share) => set({ kind: 'holdout', share: share / 100 })}
          />
        )}
      </div>
    </>
  );
}

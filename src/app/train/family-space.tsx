import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../models/family';
import { families, networkFamilies } from '../../models/index';
import type { Domain } from '../../study/space';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { FamilySentence } from './combinations';
import { DomainEditor } from './domain-editor';
import { RateButton } from './rate-dialog';
import { setDomain, toggleFamily } from './search-edits';
import classes from './train.module.css';

interface Props {
  family: Family;
  /** Its part of the search space; undefined where it does not compete. */
  domains: Record<string, Domain> | undefined;
  /** The same as the strategy goes through it, beside what is tried of the preprocessing. */
  tried: Record<string, Domain> | undefined;
  strategy: string;
}

/** One model family: whether it competes, and what is tried of it. */
export function FamilySpace({ family, domains, tried = {}, strategy }: Props) {
  const { t } = useTranslation(['train', 'rooms']);
  const edit = useApp((s) => s.edit);
  const kind = useApp((s) => s.study?.task?.kind);
  const title = t(familyKey(family.name, kind), { ns: 'rooms' });
  const proposed = family.space();
  return (
    <section className={classes.family} aria-label={title} data-off={domains === undefined || undefined}>
      <Switch
        label={title}
        description={t(`families.${family.name}.help`, { ns: 'rooms' })}
        checked={domains !== undefined}
        onChange={() => edit((study) => toggleFamily(study, family, families))}
      />
      {domains && (
        <>
          <div className={classes.domains}>
            {family.params.flatMap((param) => {
              const domain = domains[param.key];
              return domain
                ? [
                    <DomainEditor
                      key={param.key}
                      owner={family.name}
                      param={param}
                      domain={domain}
                      proposed={proposed[param.key]}
                      beside={domains}
                      grid={strategy === 'grid'}
                      onChange={(next) => edit((study) => setDomain(study, family.name, param.key, next))}
                    >
                      {param.key === 'learningRate' && networkFamilies.includes(family) && (
                        <RateButton
                          family={family.name}
                          label={t('rates.askHere', {
                            name: t(`params.${family.name}.${param.key}.label`, { ns: 'rooms' }),
                          })}
                        />
                      )}
                    </DomainEditor>,
                  ]
                : [];
            })}
          </div>
          <FamilySentence family={family.name} domains={tried} />
        </>
      )}
    </section>
  );
}

import { Button, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../models/family';
import { families } from '../../models/index';
import type { Param } from '../../study/params';
import type { Domain } from '../../study/space';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { FamilySentence } from './combinations';
import { RangeFields } from './range-fields';
import { RateButton } from './rate-dialog';
import { setDomain, toggleFamily } from './search-edits';
import classes from './train.module.css';
import { ValueChips } from './value-chips';
import { asRange, asValues } from './values';

interface Props {
  family: Family;
  /** Its part of the search space; undefined where it does not compete. */
  domains: Record<string, Domain> | undefined;
}

/** One model family: whether it competes, and what is tried of it. */
export function FamilySpace({ family, domains }: Props) {
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
                      family={family.name}
                      param={param}
                      domain={domain}
                      proposed={proposed[param.key]}
                      onChange={(next) => edit((study) => setDomain(study, family.name, param.key, next))}
                    />,
                  ]
                : [];
            })}
          </div>
          <FamilySentence family={family.name} domains={domains} />
        </>
      )}
    </section>
  );
}

interface EditorProps {
  family: string;
  param: Param;
  domain: Domain;
  proposed: Domain | undefined;
  onChange(domain: Domain): void;
}

function DomainEditor({ family, param, domain, proposed, onChange }: EditorProps) {
  const { t } = useTranslation(['train', 'rooms']);
  const name = t(`params.${family}.${param.key}.label`, { ns: 'rooms' });
  const numeric = param.kind === 'float' || param.kind === 'int';
  const isList = domain.kind === 'choice';
  const changed = proposed !== undefined && JSON.stringify(domain) !== JSON.stringify(proposed);
  return (
    <fieldset className={classes.domain} aria-label={name}>
      <Text size="sm" fw={600} title={t(`params.${family}.${param.key}.help`, { ns: 'rooms' })}>
        {name}
      </Text>
      {isList ? (
        <ValueChips name={name} param={param} domain={domain} onChange={onChange} />
      ) : (
        numeric && <RangeFields name={name} param={param} domain={domain} onChange={onChange} />
      )}
      <div className={classes.domainActions}>
        {param.key === 'learningRate' && <RateButton family={family} label={t('rates.askHere', { name })} />}
        {numeric && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t(isList ? 'space.asRangeOf' : 'space.asValuesOf', { name })}
            onClick={() => onChange(isList ? asRange(param, domain) : asValues(domain, proposed))}
          >
            {t(isList ? 'space.asRange' : 'space.asValues')}
          </Button>
        )}
        {changed && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('space.resetOf', { name })}
            onClick={() => onChange(proposed)}
          >
            {t('space.reset')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

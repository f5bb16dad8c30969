import { Button, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Param } from '../../study/params';
import type { Domain } from '../../study/space';
import { ConditionField, ConditionText } from './condition-field';
import { parentsFor } from './conditions';
import { RangeFields } from './range-fields';
import { RangePicture } from './range-picture';
import classes from './train.module.css';
import { ValueChips } from './value-chips';
import { asRange, asValues } from './values';

interface Props {
  /** Whose parameter it is: a family or a step. */
  owner: string;
  param: Param;
  domain: Domain;
  /** What it can be reset to. */
  proposed?: Domain;
  /** All parameters of its family, on which it can be made to depend; without them it stands alone. */
  beside?: Record<string, Domain>;
  /** The strategy is a grid. */
  grid: boolean;
  /** Further actions. */
  children?: ReactNode;
  onChange(domain: Domain): void;
}

/** What is tried of one parameter: values or a range, a picture of where it is tried, and on what it depends. */
export function DomainEditor(props: Props) {
  const { owner, param, domain, proposed, beside = {}, grid, children, onChange } = props;
  const { t } = useTranslation(['train', 'rooms']);
  const [conditioning, setConditioning] = useState(false);
  const name = t(`params.${owner}.${param.key}.label`, { ns: 'rooms' });
  const numeric = param.kind === 'float' || param.kind === 'int';
  const isList = domain.kind === 'choice';
  const changed = proposed !== undefined && JSON.stringify(domain) !== JSON.stringify(proposed);
  const { when } = domain;
  // The condition stays, whatever is tried.
  const change = (next: Domain) => onChange(when ? { ...next, when } : next);
  const action = (text: string, label: string, onClick: () => void) => (
    <Button size="compact-xs" variant="subtle" aria-label={label} onClick={onClick}>
      {text}
    </Button>
  );
  return (
    <fieldset className={classes.domain} aria-label={name}>
      <Text size="sm" fw={600} title={t(`params.${owner}.${param.key}.help`, { ns: 'rooms' })}>
        {name}
      </Text>
      <div className={classes.tried}>
        {isList ? (
          <ValueChips owner={owner} name={name} param={param} domain={domain} onChange={change} />
        ) : (
          numeric && (
            <>
              <RangeFields name={name} param={param} domain={domain} onChange={change} />
              <RangePicture id={`${owner} ${param.key}`} name={name} domain={domain} grid={grid} />
            </>
          )
        )}
        {when && !conditioning && <ConditionText owner={owner} when={when} />}
        {conditioning && (
          <ConditionField
            owner={owner}
            name={name}
            paramKey={param.key}
            domain={domain}
            beside={beside}
            onChange={onChange}
            onDone={() => setConditioning(false)}
          />
        )}
      </div>
      <div className={classes.domainActions}>
        {numeric &&
          action(
            t(isList ? 'space.asRange' : 'space.asValues'),
            t(isList ? 'space.asRangeOf' : 'space.asValuesOf', { name }),
            () => change(isList ? asRange(param, domain) : asValues(domain, proposed)),
          )}
        {!conditioning &&
          (when || parentsFor(param.key, beside).length > 0) &&
          action(
            t(when ? 'space.change' : 'space.onlyIf'),
            t(when ? 'space.changeOf' : 'space.onlyIfOf', { name }),
            () => setConditioning(true),
          )}
        {changed && action(t('space.reset'), t('space.resetOf', { name }), () => onChange(proposed))}
        {children}
      </div>
    </fieldset>
  );
}

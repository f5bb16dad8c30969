import { Button } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import type { ColumnPlan, IdentifierKind } from '../../study/schema';
import { useApp } from '../store';
import { Fold } from './fold';
import classes from './quality.module.css';

interface Props {
  plan: ColumnPlan & { identifier: IdentifierKind };
  profile: ColumnProfile | undefined;
}

function IdentifierItem({ plan, profile }: Props) {
  const { t } = useTranslation('identifiers');
  const editColumn = useApp((s) => s.editColumn);
  const { name, role, identifier, stored } = plan;
  const found = profile?.identifier;
  const kept = role === 'patient' ? 'patient' : role === 'ignore' ? 'ignored' : 'used';
  const holds = (found?.holds ?? []).map((kind) => t(`kind.${kind}`)).join(', ');
  return (
    <li data-testid="identifier" data-kind={identifier}>
      <IconUserShield
        size={18}
        className={classes.mark}
        data-level={kept === 'used' ? 'warn' : 'info'}
        aria-hidden
      />
      <div className={classes.text}>
        <p className={classes.what}>{t('column', { name, kind: t(`kind.${identifier}`) })}</p>
        <p className={classes.why}>
          {found && t(`evidence.${found.evidence.key}`, { ...found.evidence.params, holds })}{' '}
          {t(`state.${kept}`)}
        </p>
        {found && found.masked.length > 0 && role !== 'patient' && (
          <p className={classes.columns}>
            {t('masked')} <span className={classes.masked}>{found.masked.join(' · ')}</span>
          </p>
        )}
      </div>
      {role !== 'patient' && stored !== false && (
        <div className={classes.fixes}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('nobodyOf', { name })}
            onClick={() => {
              const type = plan.type === 'identifier' ? 'nominal' : plan.type;
              void editColumn(name, { identifier: undefined, type, role: 'feature' });
            }}
          >
            {t('nobody')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Columns that say who the patients are: what each holds, how that was seen, a masked sample, what becomes of it. */
export function IdentifierPanel() {
  const { t } = useTranslation('identifiers');
  const columns = useApp((s) => s.study?.columns);
  const profile = useApp((s) => s.profile);
  const found = (columns ?? []).filter((c): c is Props['plan'] => c.identifier !== undefined);
  if (found.length === 0) return null;
  const names = found.map((c) => c.name).join(', ');
  return (
    <Fold title={t('title')} summary={names} testId="identifiers">
      <p className={classes.lead}>{t('lead')}</p>
      <ul className={classes.list}>
        {found.map((plan) => (
          <IdentifierItem key={plan.name} plan={plan} profile={profile.find((p) => p.name === plan.name)} />
        ))}
      </ul>
    </Fold>
  );
}

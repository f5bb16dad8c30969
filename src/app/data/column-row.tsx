import { Table } from '@mantine/core';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import { COLUMN_TYPES, type ColumnPlan, ROLES } from '../../study/schema';
import { useApp } from '../store';
import { Breakable } from '../ui/breakable';
import { formatCount, formatPercent } from '../ui/number';
import { CellSelect } from './cell-select';
import { ColumnPicture } from './column-picture';
import { ColumnReading } from './column-reading';
import classes from './data.module.css';
import { KnownSelect } from './known-select';
import { Notices } from './notices';
import { UnitSelect } from './unit-select';

/** The table's columns: what its head and its rows have. */
export const COLUMN_HEADS = ['name', 'role', 'type', 'distribution', 'missing', 'noticed'] as const;

interface Props {
  plan: ColumnPlan;
  profile: ColumnProfile | undefined;
  rows: number;
  /** Option elements of the two selects, the same for every row. */
  roles: ReactNode;
  types: ReactNode;
}

/** What one column is, looks like, and is for. Drawn again only when it changes. */
export const ColumnRow = memo(function ColumnRow({ plan, profile, rows, roles, types }: Props) {
  const { t } = useTranslation('data');
  const { t: found } = useTranslation('data-found');
  const editColumn = useApp((s) => s.editColumn);
  const { name, role, type } = plan;
  const missing = profile && rows > 0 ? profile.missing / rows : 0;
  const [reading, setReading] = useState(false);
  const row = (
    <Table.Tr data-testid="column-row" data-role={role}>
      <Table.Th scope="row" className={classes.name}>
        <Breakable name={name} />
        {profile && plan.stored !== false && (
          <button
            type="button"
            className={classes.read}
            aria-expanded={reading}
            aria-label={t('reading.of', { name })}
            onClick={() => setReading(!reading)}
          >
            {t('reading.open')}
          </button>
        )}
      </Table.Th>
      <Table.Td>
        <CellSelect
          label={t('columns.roleOf', { name })}
          value={role}
          onChange={(value) => {
            const next = ROLES.find((r) => r === value);
            if (next) void editColumn(name, { role: next });
          }}
        >
          {roles}
        </CellSelect>
        <KnownSelect plan={plan} />
      </Table.Td>
      <Table.Td>
        <CellSelect
          label={t('columns.typeOf', { name })}
          value={type}
          onChange={(value) => {
            const next = COLUMN_TYPES.find((c) => c === value);
            if (next) void editColumn(name, { type: next });
          }}
        >
          {types}
        </CellSelect>
        {profile && <UnitSelect plan={plan} profile={profile} />}
        {profile && (
          <p className={classes.evidence}>
            {profile.type === type
              ? found(`evidence.${profile.evidence.key}`, profile.evidence.params)
              : found('evidence.chosen')}
          </p>
        )}
      </Table.Td>
      <Table.Td>{profile && <ColumnPicture profile={profile} />}</Table.Td>
      <Table.Td className={classes.missing}>
        {profile && (
          <>
            <span title={t('columns.missingCount', { n: formatCount(profile.missing) })}>
              {formatPercent(missing)}
            </span>
            <span className={classes.missingBar} aria-hidden>
              <span style={{ width: `${100 * missing}%` }} />
            </span>
          </>
        )}
      </Table.Td>
      <Table.Td className={classes.noticed}>
        <Notices name={name} notices={profile?.notices ?? []} />
        {plan.stored === false && <p className={classes.evidence}>{t('columns.notStored')}</p>}
      </Table.Td>
    </Table.Tr>
  );
  if (!reading || !profile) return row;
  return (
    <>
      {row}
      <Table.Tr data-testid="column-reading">
        <Table.Td colSpan={COLUMN_HEADS.length}>
          <ColumnReading plan={plan} profile={profile} />
        </Table.Td>
      </Table.Tr>
    </>
  );
});

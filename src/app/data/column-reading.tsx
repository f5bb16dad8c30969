import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import { type ColumnPlan, DATE_ORDERS } from '../../study/schema';
import { useApp } from '../store';
import classes from './data.module.css';
import { LevelOrder } from './level-order';
import { MissingTexts } from './missing-texts';

const SEPARATORS = [';', '|', ',', '/'] as const;

interface ChoiceProps {
  title: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  onChange(value: string): void;
}

function Choice({ title, value, choices, onChange }: ChoiceProps) {
  return (
    <Radio.Group className={classes.reading} label={title} value={value} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {choices.map(([key, label]) => (
          <Radio key={key} size="xs" value={key} label={label} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** How the cells of one column are read: what stands for missing, and what its type leaves open. */
export function ColumnReading({ plan, profile }: { plan: ColumnPlan; profile: ColumnProfile }) {
  const { t } = useTranslation('data');
  const editColumn = useApp((s) => s.editColumn);
  const { name, type } = plan;
  const separator = plan.separator ?? profile.separator ?? ';';
  const separators = SEPARATORS.some((mark) => mark === separator) ? SEPARATORS : [...SEPARATORS, separator];
  const decimal = plan.decimal ?? profile.decimal;
  return (
    <div className={classes.readings}>
      <MissingTexts plan={plan} gaps={profile.gaps ?? []} />
      {type === 'ordinal' && <LevelOrder plan={{ ...plan, order: plan.order ?? profile.order }} />}
      {type === 'date' && (
        <Choice
          title={t('reading.date')}
          value={plan.dateOrder ?? 'monthFirst'}
          choices={[
            ['dayFirst', t('reading.dayFirst')],
            ['monthFirst', t('reading.monthFirst')],
            ['yearFirst', t('reading.yearFirst')],
          ]}
          onChange={(value) => {
            const dateOrder = DATE_ORDERS.find((order) => order === value);
            if (dateOrder) void editColumn(name, { dateOrder });
          }}
        />
      )}
      {type === 'multi' && (
        <Choice
          title={t('reading.separator')}
          value={separator}
          choices={separators.map((mark) => [mark, t('reading.separatedBy', { mark })])}
          onChange={(value) => void editColumn(name, { separator: value })}
        />
      )}
      {decimal && (type === 'continuous' || type === 'integer' || type === 'pair') && (
        <Choice
          title={t('reading.decimal')}
          value={decimal}
          choices={[
            ['point', t('reading.thousands')],
            ['comma', t('reading.comma')],
          ]}
          onChange={(value) => void editColumn(name, { decimal: value === 'comma' ? 'comma' : 'point' })}
        />
      )}
    </div>
  );
}

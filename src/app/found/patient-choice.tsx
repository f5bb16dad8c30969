import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImagesPlan } from '../../study/schema';
import type { FoundPictures } from '../store/types';
import { formatCount } from '../ui/number';
import { ChooseTable } from './choose-table';
import classes from './found.module.css';
import { PatternField } from './pattern-field';

interface Props {
  found: FoundPictures;
  plan: ImagesPlan;
  onChange(plan: ImagesPlan): void;
}

const WAYS = ['none', 'dicom', 'pattern', 'table'] as const;
/** Letters and numbers before the first line: `P012_03.png`. */
const PATTERN = '^([A-Za-z0-9]+)';
const PATIENT = /patient|subject|case|환자|등록/i;

/** Which pictures are of one patient, so that they stand in one part. */
export function PatientChoice({ found, plan, onChange }: Props) {
  const { t } = useTranslation('images');
  const { patients } = plan;
  const { dicomPatients, patientPattern, examples } = found.read.found;
  const names = (found.table?.table.columns ?? []).map((column) => column.name);
  const set = (next: ImagesPlan['patients']) => onChange({ ...plan, patients: next });
  const choose = (way: string) => {
    if (way === 'none' || way === 'dicom') set({ from: way });
    if (way === 'pattern') set({ from: way, pattern: patientPattern ?? PATTERN });
    if (way === 'table') set({ from: way, column: names.find((name) => PATIENT.test(name)) ?? '' });
  };
  return (
    <section className={classes.card}>
      <Radio.Group
        label={t('found.patients.title')}
        classNames={{ label: classes.heading }}
        value={patients.from}
        onChange={choose}
      >
        <Stack gap="sm" mt="md">
          {WAYS.map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`found.patients.${way}`)}
              description={
                way === 'dicom' && dicomPatients === 0
                  ? t('found.patients.dicomNone')
                  : t(`found.patients.${way}Help`, { count: dicomPatients, n: formatCount(dicomPatients) })
              }
              disabled={way === 'dicom' && dicomPatients === 0}
            />
          ))}
        </Stack>
      </Radio.Group>
      {patients.from === 'pattern' && (
        <PatternField
          label={t('found.patients.patternLabel')}
          pattern={patients.pattern}
          examples={examples}
          onChange={(pattern) => set({ from: 'pattern', pattern })}
        />
      )}
      {patients.from === 'table' && (
        <ChooseTable found={found}>
          <NativeSelect
            label={t('found.patients.column')}
            value={patients.column}
            data={['', ...names]}
            onChange={(event) => set({ from: 'table', column: event.currentTarget.value })}
          />
        </ChooseTable>
      )}
    </section>
  );
}

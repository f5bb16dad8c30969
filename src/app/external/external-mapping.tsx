import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import sites from '../sites/sites.module.css';
import { SourceCell } from '../sites/source-cell';
import { useApp } from '../store';
import type { ExternalSlice } from '../store/types';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './external.module.css';

interface Props {
  external: NonNullable<ExternalSlice['external']>;
  /** The result stands above: the mapping is still there for who wants to change it. */
  folded: boolean;
}

/** Which column of the file is which input, in which unit and with which levels; which one is the outcome. */
export function ExternalMapping({ external, folded }: Props) {
  const { t } = useTranslation('external');
  const fields = <MappingFields external={external} />;
  if (!folded) return fields;
  return (
    <details>
      <summary>{t('mapping.again')}</summary>
      {fields}
    </details>
  );
}

function MappingFields({ external }: Pick<Props, 'external'>) {
  const { t } = useTranslation('external');
  const edit = useApp((s) => s.editExternal);
  const nameExternal = useApp((s) => s.nameExternal);
  const choosePatients = useApp((s) => s.choosePatients);
  const { sources, review, task, absent, name, patient, patients, pictures } = external;
  const role = (column: string) =>
    column === task.target ? 'outcome' : column === task.survival?.time ? 'time' : 'input';
  const can = absent.filter((one) => one.can).map((one) => one.name);
  return (
    <div className={classes.section}>
      <div className={classes.fields}>
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          defaultValue={name}
          maxLength={80}
          onBlur={(event) => {
            const given = event.currentTarget.value.trim();
            if (given === '') event.currentTarget.value = name;
            else nameExternal(given);
          }}
        />
        <NativeSelect
          label={t('patients')}
          description={t(pictures ? 'pictures.patientsHint' : 'patientsHint')}
          value={patient === null ? '' : `=${patient}`}
          onChange={(event) => choosePatients(event.currentTarget.value.slice(1) || null)}
          data={[
            { value: '', label: t(pictures ? 'pictures.patientsNone' : 'patientsNone') },
            ...patients.map((column) => ({ value: `=${column}`, label: column })),
          ]}
        />
      </div>
      {can.length > 0 && (
        <Notice tone="warn" title={t('absent.title', { count: can.length })}>
          {t('absent.text', { columns: can.join(', ') })}
        </Notice>
      )}
      <ScrollRegion className={sites.scroller} label={t('mapping.title')}>
        <table className={sites.table}>
          <thead>
            <tr>
              <th scope="col" className={sites.common}>
                {t('mapping.model')}
              </th>
              <th scope="col">
                {t(pictures ? 'pictures.column' : 'mapping.file')}
                <p className={sites.quiet}>
                  {t(pictures ? 'pictures.count' : 'rows', {
                    count: external.rows,
                    n: formatCount(external.rows),
                  })}
                </p>
              </th>
            </tr>
          </thead>
          <tbody>
            {review.columns.map((column) => (
              <tr key={column.name} data-testid="external-row">
                <th scope="row" className={sites.common}>
                  {column.name}
                  {role(column.name) !== 'input' && (
                    <p className={sites.quiet}>{t(`mapping.${role(column.name)}`)}</p>
                  )}
                  {column.unit && <p className={sites.quiet}>{t('mapping.unit', { unit: column.unit })}</p>}
                  {column.levels && column.levels.length <= 6 && (
                    <p className={sites.quiet}>{column.levels.join(' · ')}</p>
                  )}
                </th>
                <SourceCell
                  sources={sources}
                  at={1}
                  columns={review.hospitals[1].columns}
                  column={column}
                  onEdit={edit}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

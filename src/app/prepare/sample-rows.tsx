import { Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnPreview } from '../../engine/protocol';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './prepare.module.css';

/** A few real rows of one column: the cell as it came in and what stands there after the step. */
export function SampleRows({ column }: { column: ColumnPreview }) {
  const { t } = useTranslation('prepare');
  const cell = (text: string | null) =>
    text === null ? <span className={classes.gap}>{t('rows.missing')}</span> : text;
  return (
    <div>
      <Title order={3} size="h4">
        {t('rows.title')}
      </Title>
      <ScrollRegion className={classes.scroll} label={t('rows.title')}>
        <Table className={classes.rows} verticalSpacing={4} fz="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('rows.before', { name: column.name })}</Table.Th>
              {column.after.map(({ name }) => (
                <Table.Th key={name} scope="col" className={classes.made}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {column.samples.before.map((before, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sampled row has no other name than its place
              <Table.Tr key={row}>
                <Table.Td>{cell(before)}</Table.Td>
                {column.after.map(({ name }, at) => (
                  <Table.Td key={name} className={classes.made}>
                    {cell(column.samples.after[row][at])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
    </div>
  );
}

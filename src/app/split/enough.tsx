import { Table } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fold } from '../data/fold';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import type { DevelopmentSize } from './size';
import classes from './split.module.css';

interface Props {
  found: DevelopmentSize & { events?: number };
  grouped: boolean;
  /** Whose criteria they are, and what else is to say. */
  source: string;
  /** The field of what is assumed. */
  children: ReactNode;
}

/** Is development large enough? What each criterion wants against what is there. */
export function Enough({ found, grouped, source, children }: Props) {
  const { t } = useTranslation('split');
  const { n, wanted, events } = found;
  const said = {
    n: formatCount(n),
    wanted: formatCount(wanted),
    parameters: formatCount(found.parameters),
    unit: t(grouped ? 'enough.patients' : 'enough.rows'),
  };
  return (
    <Fold title={t('enough.title')} summary={t('enough.summary', said)} testId="enough" open={n < wanted}>
      <div className={classes.enoughField}>{children}</div>
      <p className={classes.enoughText}>
        {events === undefined
          ? t(n >= wanted ? 'enough.yesPlain' : 'enough.noPlain', said)
          : t(n >= wanted ? 'enough.yes' : 'enough.no', { ...said, events: formatCount(events) })}
      </p>
      <ScrollRegion className={classes.scroller} label={t('enough.title')}>
        <Table className={classes.table} verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('enough.criterion')}</Table.Th>
              <Table.Th scope="col">{t('enough.wanted')}</Table.Th>
              <Table.Th scope="col">{t('enough.there')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.criteria.map((one) => (
              <Table.Tr key={one.key}>
                <Table.Th scope="row">{t(`enough.${one.key}`)}</Table.Th>
                <Table.Td>{formatCount(one.n)}</Table.Td>
                <Table.Td>
                  <span className={classes.met} data-met={n >= one.n}>
                    {n >= one.n ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
                    {formatCount(n)} {t(n >= one.n ? 'enough.met' : 'enough.notMet')}
                  </span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      <p className={classes.caption}>{source}</p>
    </Fold>
  );
}

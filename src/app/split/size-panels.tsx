import { Button, Table } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expected } from '../../evaluate/sample-size/expected-interval';
import type { SplitSummary } from '../../split/parts';
import { NESTED, nestedSplit } from '../../study/split-kinds';
import { Fold } from '../data/fold';
import { useApp } from '../store';
import { formatCount, formatFixed } from '../ui/number';
import { NumberField } from '../ui/number-field';
import { ScrollRegion } from '../ui/scroll-region';
import { ASSUMED_AUROC } from './outer-table';
import {
  AUROC_WIDTH,
  type DevelopmentSize,
  developmentSize,
  OE_WIDTH,
  type SmallTest,
  smallTest,
} from './size';
import classes from './split.module.css';

/** An interval on a line from 0.5 to 1, with its numbers. */
function Whisker({ name, of, strong }: { name: string; of: Expected | null; strong?: boolean }) {
  const { t } = useTranslation('split');
  const at = (value: number) => `${200 * (Math.min(1, Math.max(0.5, value)) - 0.5)}%`;
  const said = of
    ? t('expected.interval', { low: formatFixed(of.low, 2), high: formatFixed(of.high, 2) })
    : t('expected.none');
  return (
    <div className={classes.whisker} data-strong={strong}>
      <span>{name}</span>
      <div className={classes.line} aria-hidden>
        {of && (
          <>
            <i style={{ left: at(of.low), width: `calc(${at(of.high)} - ${at(of.low)})` }} />
            <b style={{ left: at(of.estimate) }} />
          </>
        )}
      </div>
      <span className={classes.whiskerText}>{said}</span>
    </div>
  );
}

/** Why this test part is too small, what it would promise, and one click to something better. */
function TooSmall({ found, auroc }: { found: SmallTest; auroc: number }) {
  const { t } = useTranslation('split');
  const edit = useApp((s) => s.edit);
  return (
    <section className={classes.small} data-testid="too-small">
      <h2 className={classes.heading}>{t('small.title')}</h2>
      <p>
        {t('small.text', {
          events: formatCount(found.events),
          nonEvents: formatCount(found.nonEvents),
        })}
      </p>
      <p className={classes.whiskerHead}>{t('small.expect', { auroc: formatFixed(auroc, 2) })}</p>
      <Whisker name={t('small.now')} of={found.now} />
      <Whisker name={t('small.inTurn')} of={found.inTurn} strong />
      <div className={classes.scale} aria-hidden>
        {[0.5, 0.6, 0.7, 0.8, 0.9, 1].map((tick) => (
          <span key={tick}>{formatFixed(tick, 1)}</span>
        ))}
      </div>
      <p className={classes.caption}>
        {t('small.wanted', {
          auroc: formatCount(found.forAuroc),
          width: formatFixed(AUROC_WIDTH, 1),
          oe: formatCount(found.forOe),
          oeWidth: formatFixed(OE_WIDTH, 1),
        })}
      </p>
      <div className={classes.smallAction}>
        <Button onClick={() => edit((study) => ({ ...study, split: nestedSplit(study.split) }))}>
          {t('small.action')}
        </Button>
        <span>{t('small.cost', { n: NESTED.k * NESTED.repeats, k: NESTED.k, repeats: NESTED.repeats })}</span>
      </div>
    </section>
  );
}

/** Riley's criteria: what each wants against what is there. */
function Enough({ found, grouped }: { found: DevelopmentSize; grouped: boolean }) {
  const { t } = useTranslation('split');
  const unit = t(grouped ? 'enough.patients' : 'enough.rows');
  return (
    <>
      <p className={classes.enoughText}>
        {t(found.n >= found.wanted ? 'enough.yes' : 'enough.no', {
          n: formatCount(found.n),
          wanted: formatCount(found.wanted),
          events: formatCount(found.events),
          parameters: formatCount(found.parameters),
          unit,
        })}
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
            {found.criteria.map(({ key, n }) => (
              <Table.Tr key={key}>
                <Table.Th scope="row">{t(`enough.${key}`)}</Table.Th>
                <Table.Td>{formatCount(n)}</Table.Td>
                <Table.Td>
                  <span className={classes.met} data-met={found.n >= n}>
                    {found.n >= n ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
                    {formatCount(found.n)} {t(found.n >= n ? 'enough.met' : 'enough.notMet')}
                  </span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      <p className={classes.caption}>{t('enough.source')}</p>
    </>
  );
}

/** Before training: is the test part large enough to say something, and development to learn something? */
export function SizePanels({ summary }: { summary: SplitSummary }) {
  const { t } = useTranslation('split');
  const [auroc, setAuroc] = useState(ASSUMED_AUROC);
  const small = smallTest(summary, auroc);
  const development = developmentSize(summary, auroc);
  return (
    <>
      {small && <TooSmall found={small} auroc={auroc} />}
      {development && (
        <Fold
          title={t('enough.title')}
          summary={t('enough.summary', {
            n: formatCount(development.n),
            wanted: formatCount(development.wanted),
          })}
          testId="enough"
          open={development.n < development.wanted}
        >
          <div className={classes.enoughField}>
            <NumberField
              label={t('enough.auroc')}
              description={t('enough.aurocHelp')}
              value={auroc}
              low={0.55}
              high={0.99}
              step={0.05}
              onChange={setAuroc}
            />
          </div>
          <Enough found={development} grouped={summary.grouped} />
        </Fold>
      )}
    </>
  );
}

import { Button, NativeSelect, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Association } from '../../study/results/association';
import { useApp } from '../store';
import { JournalTable } from '../table-one/journal-table';
import { TakeAway } from '../table-one/take-away';
import { SlowProgress } from '../ui/slow-progress';
import classes from './explain.module.css';
import { OddsForest } from './odds-forest';
import { printOdds } from './odds-print';

/** What goes with the outcome, each column alone and all together, as a table of a paper. */
export function OddsRatios({ target, name }: { target: string; name: string }) {
  const { t, i18n } = useTranslation('explain');
  const association = useApp((s) => s.journal.association);
  const busy = useApp((s) => s.busy !== null);
  const ask = useApp((s) => s.askOddsRatios);
  const [missing, setMissing] = useState<Association['missing']>('imputed');
  const [perSd, setPerSd] = useState(false);
  const [asked, setAsked] = useState(false);
  const table = useMemo(
    () =>
      association &&
      printOdds(association, target, i18n.language, perSd, (key, fill) => t(key as 'odds.reference', fill)),
    [association, target, i18n.language, perSd, t],
  );
  const make = async () => {
    setAsked(true);
    await ask(missing);
    setAsked(false);
  };
  return (
    <section className={classes.part} aria-labelledby="odds" data-testid="odds">
      <h2 id="odds" className={classes.heading}>
        {t('odds.heading')}
      </h2>
      <p className={classes.plain}>{t('odds.lead')}</p>
      <div className={classes.choices}>
        <NativeSelect
          label={t('odds.missing')}
          value={missing}
          data={(['imputed', 'complete'] as const).map((value) => ({
            value,
            label: t(`odds.gaps.${value}`),
          }))}
          onChange={(event) => setMissing(event.currentTarget.value === 'complete' ? 'complete' : 'imputed')}
        />
        <Button variant="default" disabled={busy} onClick={() => void make()}>
          {t('odds.make')}
        </Button>
        {table && (
          <Switch
            label={t('odds.sdSwitch')}
            checked={perSd}
            onChange={(event) => setPerSd(event.currentTarget.checked)}
          />
        )}
      </div>
      <SlowProgress asked={asked} />
      {association && table && (
        <>
          <TakeAway table={table} study={name} disabled={busy} file="odds-ratios" />
          <JournalTable table={table} pending={false} />
          <OddsForest association={association} title={table.title} perSd={perSd} />
        </>
      )}
    </section>
  );
}

/** Why there is no such table of more than two classes. */
export function NoOddsRatios({ classes: count }: { classes: number }) {
  const { t } = useTranslation('explain');
  return (
    <section className={classes.part} aria-labelledby="odds" data-testid="odds">
      <h2 id="odds" className={classes.heading}>
        {t('odds.heading')}
      </h2>
      <p className={classes.plain}>{t('odds.classes', { n: count })}</p>
    </section>
  );
}

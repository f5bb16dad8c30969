import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { areByPlace } from '../../data/name-columns';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { Fold } from './fold';
import classes from './join.module.css';
import { JoinFields } from './join-fields';
import { LongFields } from './long-fields';

/** A second table for the open study: joined by patient, or another hospital's. */
export function JoinPanel() {
  const { t } = useTranslation('join');
  const study = useApp((s) => s.study);
  const joining = useApp((s) => s.joining);
  const joinedFrom = useApp((s) => s.joinedFrom);
  const busy = useApp((s) => s.busy);
  const openStudy = useApp((s) => s.openStudy);
  const readSecond = useApp((s) => s.readSecond);
  if (study?.data?.kind !== 'file') return null;
  // Tables meet by the names of their columns.
  if (study.names || areByPlace(study.columns.map((c) => c.name))) return null;
  const mine = joining?.study === study.id ? joining : null;
  const joined = study.joins?.length ?? 0;
  const undo = joinedFrom?.study === study.id ? joinedFrom.from : null;
  const summary = joined > 0 ? t('joined', { count: joined }) : t('summary');
  return (
    <>
      {undo !== null && (
        <Notice
          action={
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy !== null}
              onClick={() => void openStudy(undo)}
            >
              {t('undo')}
            </Button>
          }
        >
          {t('done')}
        </Notice>
      )}
      <Fold title={t('title')} summary={summary} testId="join" open={mine !== null}>
        {mine ? (
          <Proposal />
        ) : (
          <DropZone
            label={t('drop.label')}
            hint={t('drop.hint')}
            button={t('drop.button')}
            accept=".csv,.tsv,.txt,.data,.arff,.xlsx,.zip"
            compact
            disabled={busy !== null}
            onFile={(file) => void readSecond(file)}
          />
        )}
      </Fold>
    </>
  );
}

/** What was proposed for the second table, to be changed and joined. */
function Proposal() {
  const { t } = useTranslation('join');
  const joining = useApp((s) => s.joining);
  const busy = useApp((s) => s.busy);
  const adoptJoin = useApp((s) => s.adoptJoin);
  const closeJoin = useApp((s) => s.closeJoin);
  const joinAsHospitals = useApp((s) => s.joinAsHospitals);
  if (!joining) return null;
  const { plan, sameColumns, review, error, pending } = joining;
  return (
    <>
      {sameColumns && (
        <Notice
          title={t('hospital.title')}
          action={
            <Button
              size="compact-sm"
              variant="default"
              loading={busy !== null}
              onClick={() => void joinAsHospitals()}
            >
              {t('hospital.button')}
            </Button>
          }
        >
          {t('hospital.text')}
        </Notice>
      )}
      {plan && <JoinFields answer={joining} plan={plan} />}
      {plan?.long && <LongFields answer={joining} long={plan.long} />}
      {error && <Problem error={error} />}
      {review && (
        <section
          className={classes.outcome}
          aria-live="polite"
          aria-busy={pending}
          data-testid="join-outcome"
        >
          <p className={classes.counts}>
            {t('matched', {
              count: review.report.matched,
              n: formatCount(review.report.matched),
              all: formatCount(review.report.matched + review.report.unmatched),
            })}{' '}
            {(['unmatched', 'unused'] as const)
              .filter((part) => review.report[part] > 0)
              .map((part) => t(part, { count: review.report[part], n: formatCount(review.report[part]) }))
              .join(' ')}
          </p>
          <p className={classes.counts}>{t('columns', { count: review.columns.length })}</p>
          <ul className={classes.names}>
            {review.columns.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={classes.buttons}>
        {plan && (
          <Button
            loading={busy !== null}
            disabled={!review || review.columns.length === 0 || pending}
            onClick={() => void adoptJoin()}
          >
            {t('join')}
          </Button>
        )}
        <Button variant="default" onClick={closeJoin}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}

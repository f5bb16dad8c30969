import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWinnerEvaluated } from '../evaluate/result-state';
import { Stage } from '../frame/stage';
import { LANGUAGES, type Language } from '../i18n';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { FIELD_GROUPS, groupsFor, typed } from './fields';
import classes from './report.module.css';
import { ReportFieldInput } from './report-field';

/** What only people know, and the report itself. */
export default function ReportScreen() {
  const { t, i18n } = useTranslation(['report-form', 'frame']);
  const study = useApp((s) => s.study);
  const evaluated = useApp((s) => isWinnerEvaluated(s.journal));
  const busy = useApp((s) => s.busy);
  const go = useApp((s) => s.go);
  const downloadReport = useApp((s) => s.downloadReport);
  const [language, setLanguage] = useState(i18n.language as Language);
  if (!study) return <EmptyStage title={t('title')} />;
  return (
    <Stage
      title={t('title')}
      lead={t('lead')}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-078378' },
      }}
      secondary={
        <Button variant="default" onClick={() => go('takeHome')}>
          {t('back')}
        </Button>
      }
    >
      <div className={classes.take}>
        <div>
          <p className={classes.label}>{t('language')}</p>
          <SegmentedControl
            aria-label={t('language')}
            value={language}
            onChange={(value) => setLanguage(value as Language)}
            data={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`, { ns: 'frame' }) }))}
          />
        </div>
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void downloadReport(language)}
          disabled={!evaluated || busy !== null}
          loading={busy?.kind === 'exporting'}
        >
          {t('download')}
        </Button>
        {!evaluated && <p className={classes.said}>{t('needs')}</p>}
      </div>
      {groupsFor(study).map((group) => (
        <section key={group} className={classes.group}>
          <h2 className={classes.heading}>
            {t(`group.${group}`)}{' '}
            <span className={classes.said}>
              {t('said', {
                count: FIELD_GROUPS[group].filter((field) => typed(study.report, field) !== '').length,
                all: FIELD_GROUPS[group].length,
              })}
            </span>
          </h2>
          <div className={classes.fields}>
            {FIELD_GROUPS[group].map((field) => (
              <ReportFieldInput key={field} field={field} />
            ))}
          </div>
        </section>
      ))}
    </Stage>
  );
}

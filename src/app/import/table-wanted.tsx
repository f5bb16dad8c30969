import { useTranslation } from 'react-i18next';
import type { Template } from '../../engine/starting/api';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { familyKey } from '../ui/family-key';
import { formatCount } from '../ui/number';
import classes from './import.module.css';

/** So many columns are named. */
const NAMED = 12;

interface Props {
  template: Template;
  /** There are other ways to go on than this one. */
  asked: boolean;
}

/** The decisions of the study that waits, and the place for the data that it waits for. */
export function TableWanted({ template: { study }, asked }: Props) {
  const { t } = useTranslation(['import', 'rooms']);
  const dropStart = useApp((s) => s.dropStart);
  const dropFiles = useApp((s) => s.dropFiles);
  const features = study.columns.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const more = features.length > NAMED ? `, … (${formatCount(features.length)})` : '';
  const families = Object.keys(study.search.space).map((family) =>
    t(`rooms:${familyKey(family, study.task?.kind)}`),
  );
  const facts: [string, string][] = [
    ['name', study.name || t('study.untitled')],
    ...(study.task ? [['outcome', study.task.target] satisfies [string, string]] : []),
    ...(study.images
      ? []
      : [['features', features.slice(0, NAMED).join(', ') + more] satisfies [string, string]]),
    ['steps', t('study.count', { count: study.steps.length, n: formatCount(study.steps.length) })],
    ['families', families.join(', ')],
  ];
  return (
    <section className={classes.waiting} aria-labelledby="way-start">
      {asked && (
        <h2 id="way-start" className={classes.heading}>
          {t('start.title')}
        </h2>
      )}
      {asked && <p className={classes.about}>{t('start.text')}</p>}
      <dl className={classes.facts} id={asked ? undefined : 'way-start'} aria-label={t('study.label')}>
        {facts.map(([key, text]) => (
          <div key={key}>
            <dt>{t(`study.${key}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {study.images ? (
        <DropZone
          label={t('start.pictures')}
          hint={t('start.picturesHint')}
          button={t('start.picturesButton')}
          folderButton={t('start.folder')}
          accept=""
          compact={asked}
          onFiles={(files) => void dropFiles(files)}
        />
      ) : (
        <DropZone
          label={t('start.label')}
          hint={t('start.hint')}
          button={t('start.button')}
          accept=".csv,.tsv,.txt,.data,.arff,.xlsx,.zip"
          compact={asked}
          onFile={(file) => void dropStart(file, t('start.site'))}
        />
      )}
    </section>
  );
}

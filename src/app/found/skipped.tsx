import { useTranslation } from 'react-i18next';
import type { ImagesRead, SkippedFile } from '../../engine/images/api';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { useErrorParts } from '../ui/use-error-parts';
import classes from './found.module.css';

/** More names than these help nobody. */
const NAMED = 50;

/** Files by their reason, the commonest first. */
function byReason(skipped: SkippedFile[]): SkippedFile[][] {
  const groups = new Map<string, SkippedFile[]>();
  for (const file of skipped) {
    const key = JSON.stringify([file.error.code, file.error.details]);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** What was left out and why, and what a person should see before going on. */
export function Skipped({ read }: { read: ImagesRead }) {
  const { t } = useTranslation('images');
  const parts = useErrorParts();
  const noticed = Object.entries(read.notices).filter(([, count]) => count > 0);
  return (
    <>
      {noticed.map(([key, count]) => (
        <Notice key={key} tone="warn">
          {t(`notice.${key}`, { count, n: formatCount(count) })}
        </Notice>
      ))}
      {read.skipped.length > 0 && (
        <section aria-labelledby="skipped-title">
          <h2 id="skipped-title" className={classes.heading}>
            {t('found.skipped', { count: read.skipped.length, n: formatCount(read.skipped.length) })}
          </h2>
          <ul className={classes.reasons}>
            {byReason(read.skipped).map((files) => {
              const { got, do: remedy } = parts(files[0].error);
              return (
                <li key={files[0].path} data-testid="skipped-reason">
                  <details>
                    <summary>
                      <strong>
                        {t('found.filesOf', { count: files.length, n: formatCount(files.length) })}
                      </strong>{' '}
                      {got}
                    </summary>
                    <p>{remedy}</p>
                    <ul className={classes.names}>
                      {files.slice(0, NAMED).map(({ path }) => (
                        <li key={path}>{path}</li>
                      ))}
                      {files.length > NAMED && (
                        <li>{t('found.more', { n: formatCount(files.length - NAMED) })}</li>
                      )}
                    </ul>
                  </details>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

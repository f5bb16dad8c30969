import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isNameless } from '../../data/sites/column-names';
import type { SourcesAnswer } from '../../engine/protocol';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { placeColumn, renameCommon, renameSite } from './edits';
import classes from './sites.module.css';
import { DRAGGED, SourceCell } from './source-cell';

/** One row a common column, one column a hospital. */
export function MappingTable({ sources, review }: SourcesAnswer) {
  const { t } = useTranslation('sites');
  const editSources = useApp((s) => s.editSources);
  const unused = review.hospitals.map(({ columns }, at) =>
    columns.filter((name) => !sources[at].columns.some((c) => c.from === name)),
  );
  // No file has names to take: they are given here, once for all hospitals.
  const nameless = review.hospitals.every(({ columns }) => columns.every(isNameless));
  const freeName = (name: string) => {
    let free = name;
    for (let i = 2; review.columns.some((c) => c.name === free); i++) free = `${name} (${i})`;
    return free;
  };
  return (
    <>
      <ScrollRegion className={classes.scroller} label={t('mapping')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" className={classes.common}>
                {t('common')}
              </th>
              {sources.map((source, at) => (
                <th key={source.sha256 + String(at)} scope="col">
                  <input
                    className={classes.name}
                    aria-label={t('name', { number: at + 1 })}
                    defaultValue={source.site}
                    onBlur={(event) => {
                      const site = event.currentTarget.value.trim();
                      if (site === '') event.currentTarget.value = source.site;
                      else if (site !== source.site) void editSources((now) => renameSite(now, at, site));
                    }}
                  />
                  <p className={classes.quiet}>
                    {t('rows', { count: source.rows, n: formatCount(source.rows) })}
                  </p>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {review.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row" className={classes.common}>
                  {nameless ? (
                    <input
                      className={classes.name}
                      aria-label={t('commonName', { column: column.name })}
                      defaultValue={column.name}
                      onBlur={(event) => {
                        const name = event.currentTarget.value.trim();
                        if (renameCommon(sources, column.name, name) === sources)
                          event.currentTarget.value = column.name;
                        else if (name !== column.name)
                          void editSources((now) => renameCommon(now, column.name, name));
                      }}
                    />
                  ) : (
                    column.name
                  )}
                  {column.unit && <p className={classes.quiet}>{t('inUnit', { unit: column.unit })}</p>}
                  {column.levels && column.levels.length <= 6 && (
                    <p className={classes.quiet}>{column.levels.join(' · ')}</p>
                  )}
                </th>
                {review.hospitals.map(({ columns }, at) => (
                  <SourceCell
                    // biome-ignore lint/suspicious/noArrayIndexKey: hospitals keep their places.
                    key={at}
                    sources={sources}
                    at={at}
                    columns={columns}
                    column={column}
                    onEdit={editSources}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {unused.map(
        (names, at) =>
          names.length > 0 && (
            <div className={classes.unused} key={sources[at].sha256 + String(at)}>
              <span>{t('unused', { site: sources[at].site })}</span>
              {names.map((name) => (
                <Button
                  key={name}
                  size="compact-xs"
                  variant="default"
                  draggable
                  onDragStart={(event) => event.dataTransfer.setData(`${DRAGGED}-${at}`, name)}
                  aria-label={t('addOwn', { column: name })}
                  onClick={() => void editSources((now) => placeColumn(now, at, freeName(name), name))}
                >
                  + {name}
                </Button>
              ))}
            </div>
          ),
      )}
    </>
  );
}

import { IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommonReview } from '../../data/sites/review-sources';
import type { SourcePlan } from '../../study/schema';
import type { HospitalsSlice } from '../store/types';
import { placeColumn, setLevels, setUnit } from './edits';
import { LevelFields } from './level-fields';
import classes from './sites.module.css';

/** What is dragged: a hospital's number and its column. Of another kind than text, so that no field takes it. */
export const DRAGGED = 'application/x-benchside-column';

const trust = (confidence: number) => (confidence >= 0.85 ? 'sure' : confidence >= 0.7 ? 'likely' : 'check');

interface Props {
  sources: SourcePlan[];
  at: number;
  columns: string[];
  column: CommonReview;
  /** What comes of a column that the hospital has not; without it, it is missing in its rows. */
  absent?: string;
  /** How a change by hand is made. */
  onEdit: HospitalsSlice['editSources'];
}

/** One hospital's part of a common column: which of its columns, in which unit, with which levels, and why. */
export function SourceCell({ sources, at, columns, column, absent, onEdit }: Props) {
  const { t } = useTranslation('sites');
  const [over, setOver] = useState(false);
  const { site, columns: plans } = sources[at];
  const cell = column.cells[at];
  const plan = plans.find((c) => c.to === column.name);
  const place = (from: string | null) =>
    void onEdit((now) => placeColumn(now, at, column.name, from), { at, to: column.name });
  const mine = (event: React.DragEvent) => event.dataTransfer.types.includes(`${DRAGGED}-${at}`);
  return (
    <td
      className={classes.cell}
      data-over={over || undefined}
      data-open={(cell && (cell.open.length > 0 || cell.problem !== null)) || undefined}
      onDragOver={(event) => {
        if (!mine(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!mine(event)) return;
        event.preventDefault();
        place(event.dataTransfer.getData(`${DRAGGED}-${at}`));
      }}
    >
      <div className={classes.line}>
        {plan && (
          // biome-ignore lint/a11y/noStaticElementInteractions: the select beside it does the same by keyboard
          <span
            className={classes.grip}
            title={t('drag', { column: plan.from })}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(`${DRAGGED}-${at}`, plan.from)}
          >
            <IconGripVertical size={14} aria-hidden />
          </span>
        )}
        <select
          className={classes.select}
          aria-label={t('choose', { site, column: column.name })}
          value={plan ? `=${plan.from}` : ''}
          onChange={(event) =>
            place(event.currentTarget.value === '' ? null : event.currentTarget.value.slice(1))
          }
        >
          <option value="">{t('notThere')}</option>
          {columns.map((name) => (
            <option key={name} value={`=${name}`}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {!plan && <p className={classes.quiet}>{absent ?? t('absent')}</p>}
      {plan && cell && (
        <>
          <p className={classes.quiet}>
            {[
              ...(cell.evidence.length > 0 ? [t(`confidence.${trust(cell.confidence)}`)] : []),
              ...cell.evidence.map(({ key, params }) => t(`evidence.${key}`, params)),
              t('missing', { percent: Math.round(cell.missing * 100) }),
            ].join(' · ')}
          </p>
          {column.unit && column.units.length > 1 && (
            <div className={classes.question}>
              <select
                className={classes.select}
                aria-label={t('unit', { site, column: column.name })}
                value={plan.unit?.from ?? ''}
                onChange={(event) => {
                  const from = event.currentTarget.value || null;
                  void onEdit((now) => setUnit(now, at, column.name, from, column.unit ?? ''));
                }}
              >
                <option value="">{t('unitAsIs')}</option>
                {column.units
                  .filter((unit) => unit !== column.unit)
                  .map((unit) => (
                    <option key={unit} value={unit}>
                      {t('unitConverted', { from: unit, to: column.unit })}
                    </option>
                  ))}
              </select>
            </div>
          )}
          <LevelFields
            site={site}
            column={column}
            cell={cell}
            plan={plan}
            onChange={(levels) => void onEdit((now) => setLevels(now, at, column.name, levels))}
          />
        </>
      )}
    </td>
  );
}

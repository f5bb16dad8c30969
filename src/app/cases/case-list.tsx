import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImageCase } from '../../engine/images/api';
import { Thumb } from '../pictures/thumb';
import { formatPercent } from '../ui/number';
import classes from './cases.module.css';
import { useCaseWords } from './use-case-words';

export const KINDS = ['wrong', 'unsure', 'right'] as const;

interface Props {
  cases: ImageCase[];
  sha256: string;
  names: string[];
  /** Row of the case that is looked at. */
  chosen: number | null;
  onChoose(row: number): void;
}

/** Cases in three groups, worst first. Arrow keys step through all of them. */
export function CaseList({ cases, sha256, names, chosen, onChoose }: Props) {
  const { t } = useTranslation('images');
  const words = useCaseWords(names);
  const list = useRef<HTMLDivElement>(null);
  const order = KINDS.flatMap((kind) => cases.filter((one) => one.kind === kind));
  const place = Math.max(
    0,
    order.findIndex(({ row }) => row === chosen),
  );
  const press = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = by === undefined ? undefined : order[place + by];
    if (!to) return;
    event.preventDefault();
    onChoose(to.row);
    list.current?.querySelector<HTMLElement>(`[data-row="${to.row}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it have the focus; arrows go from one to the next
    <div ref={list} className={classes.groups} onKeyDown={press}>
      {KINDS.map((kind) => {
        const some = order.filter((one) => one.kind === kind);
        return (
          <section key={kind} aria-label={t(`cases.kind.${kind}`)}>
            <h3 className={classes.kind}>{t(`cases.kind.${kind}`)}</h3>
            {some.length === 0 ? (
              <p className={classes.about}>{t(`cases.none.${kind}`)}</p>
            ) : (
              <ul className={classes.list}>
                {some.map((one) => (
                  <li key={one.row}>
                    <button
                      type="button"
                      className={classes.case}
                      data-row={one.row}
                      data-kind={kind}
                      data-testid="case"
                      aria-pressed={one.row === chosen}
                      aria-label={words(one)}
                      title={words(one)}
                      tabIndex={one === order[place] ? 0 : -1}
                      onClick={() => onChoose(one.row)}
                    >
                      <Thumb sha256={sha256} row={one.row} />
                      <span className={classes.said}>
                        {names[one.predicted]} {formatPercent(one.p[one.predicted])}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

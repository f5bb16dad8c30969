import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../ui/number';
import classes from './pictures.module.css';
import { Thumb } from './thumb';

/** So many are enough to recognise a patient by. */
const SHOWN = 24;

interface Props {
  rows: number[];
  sha256: string;
  words(row: number): string;
  onShow?(row: number): void;
}

/** The same patient's other pictures, small. */
export function OtherPictures({ rows, sha256, words, onShow }: Props) {
  const { t } = useTranslation('images');
  if (rows.length === 0) return null;
  return (
    <section aria-label={t('view.others')}>
      <p className={classes.caption}>
        {t('view.othersOf', { count: rows.length, n: formatCount(rows.length) })}
      </p>
      <ul className={classes.others}>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row}>
            {onShow ? (
              <UnstyledButton aria-label={words(row)} title={words(row)} onClick={() => onShow(row)}>
                <Thumb sha256={sha256} row={row} />
              </UnstyledButton>
            ) : (
              <span role="img" aria-label={words(row)} title={words(row)}>
                <Thumb sha256={sha256} row={row} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

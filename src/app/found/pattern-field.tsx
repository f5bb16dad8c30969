import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './found.module.css';
import { foundBy, patternOf } from './pattern';

const SHOWN = 8;

interface Props {
  label: string;
  pattern: string;
  /** Names of files it is tried on as it is typed. */
  examples: string[];
  onChange(pattern: string): void;
}

/** A pattern with one group, and what it finds in a few of the files' names. */
export function PatternField({ label, pattern, examples, onChange }: Props) {
  const { t } = useTranslation('images');
  const ready = patternOf(pattern);
  return (
    <div className={classes.pattern}>
      <TextInput
        label={label}
        description={t('found.pattern.help')}
        value={pattern}
        error={ready ? undefined : t('found.pattern.wrong')}
        spellCheck={false}
        classNames={{ input: classes.code }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {ready && examples.length > 0 && (
        <table className={classes.tries} data-testid="pattern-tries">
          <caption>{t('found.pattern.tries')}</caption>
          <tbody>
            {examples.slice(0, SHOWN).map((path) => {
              const name = path.slice(path.lastIndexOf('/') + 1);
              const found = foundBy(ready, path);
              return (
                <tr key={path}>
                  <td>{name}</td>
                  <td data-none={found === null || undefined}>{found ?? t('found.pattern.none')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}

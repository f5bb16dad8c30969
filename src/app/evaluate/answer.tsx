import { DotArray } from '../charts/dot-array';
import classes from './evaluate.module.css';

interface AnswerProps {
  label: string;
  /** `of100`: how many of a hundred dots are filled; null where the sentence is about something else. */
  sentences: { key: string; of100: number | null; text: string }[];
}

/** The answer in words, beside it a hundred people. */
export function Answer({ label, sentences }: AnswerProps) {
  return (
    <ul className={classes.answer} aria-label={label} data-testid="answer">
      {sentences.map(({ key, of100, text }) => (
        <li key={key}>
          {of100 !== null && <DotArray filled={of100} />}
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}

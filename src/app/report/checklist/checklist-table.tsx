import type { ReportInput } from '../input';
import { DataTable } from '../parts';
import type { Sentences } from '../sentences';
import { useWords } from '../words';
import { type AnswerState, answer, type ChecklistItem } from './answer';

interface Props {
  /** Namespace of its texts: `checklists.<name>.<id>`. */
  name: 'tripod' | 'claim';
  items: readonly ChecklistItem[];
  sentences: Sentences;
  input: ReportInput;
}

const STATES: AnswerState[] = ['run', 'drafted', 'authors', 'notReported'];

/** A reporting checklist: each item, how it is answered, by what, and where in the report. */
export function ChecklistTable({ name, items, sentences, input }: Props) {
  const { say } = useWords();
  const answers = items.map((item) => ({ item, given: answer(item, sentences, input) }));
  const counts = STATES.map((state) => answers.filter(({ given }) => given.state === state).length);
  return (
    <>
      <p>
        {say(`checklists:${name}Lead`, { count: items.length })}{' '}
        {STATES.map((state, i) => `${say(`checklists:state.${state}`)}: ${counts[i]}`).join('; ')}.
      </p>
      <DataTable
        caption={say(`checklists:${name}Title`)}
        look="checklist"
        words={[1, 2, 3]}
        head={['item', 'asks', 'state', 'answer'].map((column) => say(`checklists:head.${column}`))}
        rows={answers.map(({ item, given }) => ({
          quiet: given.state === 'notReported',
          cells: [
            item.id,
            say(`checklists:${name}.${item.id}`),
            <span key="state" className="state" data-state={given.state}>
              {say(`checklists:state.${given.state}`)}
            </span>,
            given.section ? (
              <>
                <span className="typed">{given.text}</span>{' '}
                <a href={`#${given.section}`}>{say(`section.${given.section}`)}</a>
              </>
            ) : (
              say('notReported')
            ),
          ],
        }))}
      />
    </>
  );
}

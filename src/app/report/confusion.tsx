import type { Evaluation } from '../../study/events';
import type { Task } from '../../study/schema';
import { formatCount } from '../ui/number';
import { DataTable } from './parts';
import { useWords } from './words';

/** Truth by row, what the model says by column; the positive class first, as in the textbooks' table. */
export function ConfusionTable({ evaluation, task }: { evaluation: Evaluation; task: Task }) {
  const { say } = useWords();
  const order = task.classes.map((_, i) => i);
  if (task.kind === 'binary') order.reverse();
  return (
    <DataTable
      caption={say(task.kind === 'binary' ? 'tables.confusionAt' : 'tables.confusion')}
      head={[
        say('head.truth'),
        ...order.map((i) =>
          say('head.says', {
            name: task.kind === 'binary' ? `${task.target} = ${task.classes[i]}` : task.classes[i],
          }),
        ),
      ]}
      rows={order.map((i) => ({
        cells: [
          `${task.target} = ${task.classes[i]}`,
          ...order.map((j) => formatCount(evaluation.confusion[i][j])),
        ],
      }))}
    />
  );
}

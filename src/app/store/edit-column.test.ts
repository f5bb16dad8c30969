import { expect, test, vi } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { ColumnPlan, Study } from '../../study/schema';
import { columnEditor } from './edit-column';
import type { AppState } from './types';

const answers: (() => void)[] = [];
vi.mock('./engine', () => ({
  theEngine: () => ({
    // Answers when the test says so, as an engine at work does.
    call: (name: string) =>
      new Promise((resolve) =>
        answers.push(() => resolve(name === 'profile' ? [] : { kind: 'binary', target: 'b', classes: [] })),
      ),
  }),
}));

const column = (name: string): ColumnPlan => ({ name, type: 'nominal', role: 'feature', stored: true });

function page() {
  let study: Study = { ...emptyStudy('s'), columns: ['a', 'b', 'c'].map(column) };
  const edit = (change: (study: Study) => Study) => {
    study = change(study);
  };
  const get = () => ({ study, edit }) as unknown as AppState;
  const columns = () => study.columns.map(({ name, type, role }) => `${name} ${type} ${role}`);
  return { editor: columnEditor(get, () => {}), edit, columns, study: () => study };
}

/** Lets the engine answer whatever it is asked, until nothing is asked any more. */
async function answerAll(done: Promise<unknown>) {
  let over = false;
  void done.then(() => {
    over = true;
  });
  while (!over) {
    answers.shift()?.();
    await Promise.resolve();
  }
}

test('of changes made while the engine is slow each stays', async () => {
  const { editor, columns } = page();
  const done = Promise.all([
    editor('a', { type: 'continuous' }),
    editor('a', { role: 'ignore' }),
    editor('b', { type: 'ordinal' }),
    editor('b', { role: 'target' }),
  ]);
  await answerAll(done);
  expect(columns()).toEqual(['a continuous ignore', 'b ordinal target', 'c nominal feature']);
});

test('what is changed elsewhere meanwhile stays as well', async () => {
  const { editor, edit, columns } = page();
  const done = editor('a', { type: 'continuous' });
  await Promise.resolve();
  edit((study) => ({
    ...study,
    columns: study.columns.map((c) => (c.name === 'c' ? { ...c, role: 'ignore' } : c)),
  }));
  await answerAll(done);
  expect(columns()).toEqual(['a continuous feature', 'b nominal feature', 'c nominal ignore']);
});

test('a new target takes the place of the old one and brings its task', async () => {
  const { editor, columns, study } = page();
  await answerAll(Promise.all([editor('a', { role: 'target' }), editor('b', { role: 'target' })]));
  expect(columns()).toEqual(['a nominal feature', 'b nominal target', 'c nominal feature']);
  expect(study().task?.target).toBe('b');
});

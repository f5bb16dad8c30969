import { type ReportField, typed } from '../fields';
import type { ReportInput } from '../input';
import type { SectionId } from '../section-ids';
import type { Sentences, Topic } from '../sentences';

/**
 * How an item is answered. `run`: by what was done, counted or measured; `drafted`: by a sentence that a person has
 * to read over; `said`: by what only people know. Never by anything else.
 */
export type Source =
  | { from: 'run' | 'drafted'; topics: Topic[]; section: SectionId }
  | { from: 'said'; fields: ReportField[]; section: SectionId }
  | { from: 'question'; parts: ('population' | 'moment' | 'outcome' | 'horizon')[]; section: SectionId };

export interface ChecklistItem {
  id: string;
  /** What may answer it; the first that has something to say does. */
  sources: Source[];
}

/** `authors`: typed by people. */
export type AnswerState = 'run' | 'drafted' | 'authors' | 'notReported';

export interface Answer {
  state: AnswerState;
  text: string;
  section: SectionId | null;
}

export const run = (section: SectionId, ...topics: Topic[]): Source => ({ from: 'run', topics, section });
export const drafted = (section: SectionId, ...topics: Topic[]): Source => ({
  from: 'drafted',
  topics,
  section,
});
export const said = (section: SectionId, ...fields: ReportField[]): Source => ({
  from: 'said',
  fields,
  section,
});

export const asked = (...parts: Extract<Source, { from: 'question' }>['parts']): Source => ({
  from: 'question',
  parts,
  section: 'question',
});

/** Blank sources are passed over; an item with nothing to say is not reported. */
export function answer(
  { sources }: ChecklistItem,
  sentences: Sentences,
  input: Pick<ReportInput, 'said'>,
): Answer {
  for (const source of sources) {
    const texts =
      source.from === 'said'
        ? source.fields.map((field) => typed(input.said.report, field))
        : source.from === 'question'
          ? source.parts.map((part) => input.said.question[part].trim())
          : source.topics.map((topic) => sentences[topic]);
    const text = texts.filter(Boolean).join(' ');
    if (text === '') continue;
    const state = source.from === 'run' || source.from === 'drafted' ? source.from : 'authors';
    return { state, text, section: source.section };
  }
  return { state: 'notReported', text: '', section: null };
}

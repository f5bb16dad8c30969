import { createContext, type ReactNode, use } from 'react';
import { FIELD_GROUPS, type FieldGroup, typed } from './fields';
import type { ReportInput } from './input';
import type { SectionId } from './section-ids';
import { useWords } from './words';

/**
 * Tables and figures are numbered in the order in which they are printed: the report is rendered once, from top to
 * bottom, to static markup.
 */
export const Numbering = createContext({ table: 0, figure: 0 });

export function Section({ id, children }: { id: SectionId; children: ReactNode }) {
  const { say } = useWords();
  return (
    <section id={id}>
      <h2>{say(`section.${id}`)}</h2>
      {children}
    </section>
  );
}

interface DataTableProps {
  caption: string;
  head: ReactNode[];
  rows: { cells: ReactNode[]; indented?: boolean; quiet?: boolean }[];
  notes?: string[];
  /** Columns after the first that hold words, not numbers. */
  words?: number[];
  /** Of a look of its own in the style sheet. */
  look?: 'checklist';
}

/** A table as a paper prints it: a number, a caption, rules above and below, a head that is repeated on every page. */
export function DataTable({ caption, head, rows, notes = [], words = [], look }: DataTableProps) {
  const { say } = useWords();
  const number = ++use(Numbering).table;
  const kind = (i: number) => (i === 0 || words.includes(i) ? undefined : 'number');
  return (
    <div className="table">
      <table className={look}>
        <caption>
          <b>{say('tableNumber', { number })}</b> {caption}
        </caption>
        <thead>
          <tr>
            {head.map((text, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
              <th key={i} scope="col" className={kind(i)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, indented, quiet }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
            <tr key={row} className={quiet ? 'quiet' : undefined}>
              {cells.map((cell, i) =>
                i === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
                  <th key={i} scope="row" className={indented ? 'indented' : undefined}>
                    {cell}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
                  <td key={i} className={kind(i)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.length > 0 && <p className="note">{notes.join(' ')}</p>}
    </div>
  );
}

/** What is known by name: a plain table of two columns, so that it stays one in a word processor. */
export function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <table className="facts">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A vector figure with its number and caption. */
export function Drawn({
  title,
  caption,
  children,
}: {
  title: string;
  caption?: ReactNode;
  children: ReactNode;
}) {
  const { say } = useWords();
  const number = ++use(Numbering).figure;
  return (
    <figure>
      {children}
      <figcaption>
        <b>{say('figureNumber', { number })}</b> {title}. {caption}
      </figcaption>
    </figure>
  );
}

export function NotReported() {
  const { say } = useWords();
  return <span className="missing">{say('notReported')}</span>;
}

/** What people typed, its lines kept; blank is not reported. */
export const Typed = ({ text }: { text: string }) =>
  text === '' ? <NotReported /> : <span className="typed">{text}</span>;

/** The fields of a group, each blank one printed as such. */
export function TypedFields({ group, said }: { group: FieldGroup; said: ReportInput['said'] }) {
  const { say } = useWords();
  return (
    <Facts
      rows={FIELD_GROUPS[group].map((field) => [
        say(`report-form:field.${field}.label`),
        <Typed key={field} text={typed(said.report, field)} />,
      ])}
    />
  );
}

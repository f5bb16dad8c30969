import type { ReactNode } from 'react';
import type { ErrorRecord } from '../study/errors';
import { useTexts } from './language';

/** A remark; of tone `warn` about something to be careful with. */
export function Notice({ tone, title, children }: { tone?: 'warn'; title?: string; children: ReactNode }) {
  return (
    <div className="notice" role="note" data-tone={tone}>
      {title && <p className="notice-title">{title}</p>}
      {children}
    </div>
  );
}

const PARTS = ['got', 'wanted', 'where', 'do'] as const;

/** An error in its four sentences, as the application tells it. */
export function Problem({ error: { code, details, kind } }: { error: ErrorRecord }) {
  const t = useTexts();
  return (
    <section className="problem" role="alert" data-testid="problem" data-code={code}>
      <h3>{t(`problem.kind.${kind}`)}</h3>
      <dl className="facts">
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{t(`problem.${part}`)}</dt>
            <dd>{t(`errors.${code}.${part}`, details)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

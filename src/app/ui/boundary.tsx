import { Component, type ReactNode } from 'react';
import { type ErrorRecord, errorRecord } from '../../study/errors';
import { Problem } from './problem';

interface State {
  error: ErrorRecord | null;
}

/** A screen that throws shows what happened in its own place; the rest of the page goes on. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: errorRecord(thrown) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div style={{ padding: '2rem' }}>
        <Problem error={error} />
      </div>
    );
  }
}

import { useEffect, useState } from 'react';
import type { Flow } from '../../engine/protocol';
import type { Study } from '../../study/schema';
import { theEngine } from '../store/engine';

/** The open card's preview goes first; the flow is asked for once edits pause. */
const ASK_AFTER_MS = 250;

/** The columns at each point of the pipeline. The last answer stays while the next is made. */
export function useFlow(study: Study): { flow: Flow | null; pending: boolean } {
  const [answer, setAnswer] = useState<{ of: unknown; flow: Flow | null }>({ of: null, flow: null });
  const { data, columns, task, split, seed, steps } = study;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the flow hangs on these decisions, not on the study's name or its search
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const flow = await theEngine().call('flow', { study }, { signal: controller.signal });
        if (!controller.signal.aborted) setAnswer({ of: steps, flow });
      } catch {
        // The open card and the checks before training say what is wrong; here a picture is missing, no more.
        if (!controller.signal.aborted) setAnswer({ of: steps, flow: null });
      }
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [data?.sha256, columns, task, split, seed, steps]);
  return { flow: answer.flow, pending: answer.of !== steps };
}

import type { Port } from '../worker-client';
import { host } from '../worker-host';
import type { HelperApi } from './api';
import { helperHandlers } from './helper';

// For this folder's tests: helpers without threads. Messages cross as between workers: copied, later, in order.

export interface FakeHelper extends Port {
  /** Names of the calls that it has heard. */
  calls: string[];
  /** Bytes of rows that it was sent. */
  bytes: number;
  ended: boolean;
  /** Ends by itself, as one does that has no memory left. */
  die(): void;
}

type Heard = { call?: string; body?: { values?: [number, { byteLength: number }][] } };

/** `onCall`: hears of every call before the helper does. */
export function fakeHelpers(onCall: (name: string, helper: FakeHelper) => void = () => {}) {
  const helpers: FakeHelper[] = [];
  const start = (): Port => {
    const later = (of: () => void) => void setTimeout(() => !helper.ended && of(), 0);
    const scope: Parameters<typeof host>[0] = {
      onmessage: null,
      postMessage(message) {
        const data = structuredClone(message);
        later(() => helper.onmessage?.({ data } as MessageEvent));
      },
    };
    const helper: FakeHelper = {
      calls: [],
      bytes: 0,
      ended: false,
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      postMessage(message, transfer = []) {
        const data = structuredClone(message, { transfer }) as Heard;
        for (const [, values] of data.body?.values ?? []) helper.bytes += values.byteLength;
        if (data.call) helper.calls.push(data.call);
        if (data.call) onCall(data.call, helper);
        later(() => scope.onmessage?.({ data } as MessageEvent));
      },
      terminate() {
        helper.ended = true;
      },
      die() {
        helper.ended = true;
        setTimeout(() => helper.onerror?.({} as ErrorEvent), 0);
      },
    };
    host<HelperApi>(scope, helperHandlers({ now: () => 0 }));
    helpers.push(helper);
    return helper;
  };
  return { start, helpers };
}

import { expect, test, vi } from 'vitest';
import type { BenchsideError } from '../study/errors';
import type { FromWorker, ToWorker } from './protocol';
import { type Port, WorkerClient } from './worker-client';

type Api = { double: [number, number]; wait: [null, string] };

class FakePort implements Port {
  sent: ToWorker[] = [];
  ended = false;
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  onmessageerror: Port['onmessageerror'] = null;
  postMessage(message: unknown) {
    this.sent.push(message as ToWorker);
  }
  terminate() {
    this.ended = true;
  }
  answer(message: FromWorker) {
    this.onmessage?.({ data: message } as MessageEvent);
  }
}

function setUp() {
  const ports: FakePort[] = [];
  const stray = vi.fn();
  const crashed = vi.fn();
  const client = new WorkerClient<Api>(
    () => {
      const port = new FakePort();
      ports.push(port);
      return port;
    },
    stray,
    crashed,
  );
  return { client, ports, stray, crashed };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (e: BenchsideError) => e.code,
  );

test('an answer reaches the call it belongs to, whatever the order', async () => {
  const { client, ports } = setUp();
  const first = client.call('double', 1);
  const second = client.call('double', 2);
  ports[0].answer({ id: 2, ok: 4 });
  ports[0].answer({ id: 1, ok: 2 });
  expect(await Promise.all([first, second])).toEqual([2, 4]);
  expect(ports).toHaveLength(1);
});

test('an error crosses the border with its code, details and kind', async () => {
  const { client, ports } = setUp();
  const call = client.call('double', 1);
  ports[0].answer({ id: 1, error: { code: 'data.empty', details: { row: 3 }, kind: 'input' } });
  await expect(call).rejects.toMatchObject({ code: 'data.empty', details: { row: 3 }, kind: 'input' });
});

test('a crash rejects everything pending, tells once, and the next call starts a fresh worker', async () => {
  const { client, ports, crashed } = setUp();
  const codes = Promise.all([codeOf(client.call('double', 1)), codeOf(client.call('wait', null))]);
  ports[0].onerror?.({ preventDefault() {} } as ErrorEvent);
  expect(await codes).toEqual(['worker.crashed', 'worker.crashed']);
  expect(crashed).toHaveBeenCalledTimes(1);
  expect(ports[0].ended).toBe(true);
  const again = client.call('double', 3);
  expect(ports).toHaveLength(2);
  ports[1].answer({ id: 3, ok: 6 });
  expect(await again).toBe(6);
});

test('cancel asks the worker; an already cancelled call never reaches it', async () => {
  const { client, ports } = setUp();
  const controller = new AbortController();
  const call = client.call('wait', null, { signal: controller.signal });
  controller.abort();
  expect(ports[0].sent.at(-1)).toEqual({ id: 1, cancel: true });
  ports[0].answer({ id: 1, error: { code: 'cancelled', details: {}, kind: 'cancelled' } });
  expect(await codeOf(call)).toBe('cancelled');
  expect(await codeOf(client.call('wait', null, { signal: controller.signal }))).toBe('cancelled');
  expect(ports[0].sent).toHaveLength(2);
});

test('events go to their call while it is pending, else they are stray', async () => {
  const { client, ports, stray } = setUp();
  const heard = vi.fn();
  const event = { progress: { phase: 'read', done: 1, total: 2, unit: 'rows' } } as const;
  const call = client.call('wait', null, { onEvent: heard });
  ports[0].answer({ id: 1, event });
  ports[0].answer({ id: 1, ok: 'done' });
  ports[0].answer({ id: 1, event });
  expect(await call).toBe('done');
  expect(heard).toHaveBeenCalledTimes(1);
  expect(stray).toHaveBeenCalledTimes(1);
});

test('past its limit the worker is ended by force', async () => {
  vi.useFakeTimers();
  try {
    const { client, ports } = setUp();
    const code = codeOf(client.call('wait', null, { limitMs: 2000 }));
    vi.advanceTimersByTime(1999);
    expect(ports[0].ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await code).toBe('data.tooSlow');
    expect(ports[0].ended).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

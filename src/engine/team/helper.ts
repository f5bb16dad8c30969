import type { Clock } from '../../study/context';
import { startInTurn } from '../../train/in-turn';
import { Pace } from '../../train/pacing';
import type { NetGroup, Rows } from '../../train/trainer';
import { openWasmNets, type WasmNets } from '../../train/wasm/open-wasm-nets';
import type { Handlers } from '../worker-host';
import type { HelperApi, SentRows, Values } from './api';

/** What a helper answers. Its nets see the rows, batches and masks that they would see in the engine's own worker. */
export function helperHandlers(clock: Clock): Handlers<HelperApi> {
  const shelf = new Map<number, Values>();
  const groups = new Map<number, NetGroup>();
  let opened: Promise<WasmNets> | null = null;
  const nets = () => {
    opened ??= openWasmNets(new Pace(clock));
    return opened;
  };

  const held = (id: number): Values => {
    const values = shelf.get(id);
    if (!values) throw new Error('rows that were never sent');
    return values;
  };
  const rowsOf = ({ n, d, x, y, w, at }: SentRows): Rows => ({
    ...{ n, d, x: held(x) as Float32Array, y: held(y) as Float32Array },
    ...(w !== undefined && { w: held(w) as Float32Array }),
    ...(at !== undefined && { at: held(at) as Uint32Array }),
  });
  const groupOf = (id: number): NetGroup => {
    const group = groups.get(id);
    if (!group) throw new Error('a group that was disposed');
    return group;
  };

  return {
    async hello() {
      await nets();
      return null;
    },
    async start({ group, jobs, values, drop }) {
      for (const [id, of] of values) shelf.set(id, of);
      const whole = jobs.map(({ train, valid, ...job }) => ({
        ...job,
        train: rowsOf(train),
        valid: rowsOf(valid),
      }));
      for (const id of drop) shelf.delete(id);
      groups.set(group, await startInTurn(await nets(), whole));
      return null;
    },
    epoch: ({ group, epoch }, { signal }) => groupOf(group).epoch(epoch, signal),
    keepBest({ group }) {
      groupOf(group).keepBest();
      return null;
    },
    weights: ({ group, which }) => groupOf(group).weights(which),
    dispose({ group }) {
      groups.get(group)?.dispose();
      groups.delete(group);
      return null;
    },
  };
}

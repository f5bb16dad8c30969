import type { StateCreator } from 'zustand';
import { BenchsideError, errorRecord } from '../../study/errors';
import { download, fileStem } from './download';
import { theEngine } from './engine';
import type { ClusterSlice } from './model-types';
import { working } from './navigation-slice';
import type { AppState } from './types';

export const clusterSlice: StateCreator<AppState, [], [], ClusterSlice> = (set, get) => ({
  clusterPlan: { value: null, error: null, pending: false },

  async askClusterPlan() {
    set({ clusterPlan: { ...get().clusterPlan, pending: true } });
    try {
      const value = await theEngine().call('clusterPlan', null);
      set({ clusterPlan: { value, error: null, pending: false } });
    } catch (error) {
      set({ clusterPlan: { value: null, error: errorRecord(error), pending: false } });
    }
  },

  async downloadClusterProject(rowsMayLeave) {
    const { study } = get();
    if (!study) return;
    const zip = await working(get, set, 'exporting', () =>
      theEngine().call('clusterProject', { rowsMayLeave }),
    );
    if (zip) download(`${fileStem(study.name)}-cluster.zip`, zip as BlobPart, 'application/zip');
  },

  async openResults(file) {
    const opened = await working(get, set, 'opening', async () => {
      if (!get().study) throw new BenchsideError('cluster.noStudy');
      return theEngine().call('openResults', { file: new Uint8Array(await file.arrayBuffer()) });
    });
    if (opened) get().go('train');
  },
});

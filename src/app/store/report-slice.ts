import type { StateCreator } from 'zustand';
import { download, fileStem } from './download';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { reportFile } from './report-file';
import type { AppState, ReportSlice } from './types';

export const reportSlice: StateCreator<AppState, [], [], ReportSlice> = (set, get) => ({
  async downloadReport(language) {
    await working(get, set, 'exporting', async () => {
      const { study } = get();
      if (!study) return;
      download(`${fileStem(study.name)}-report.html`, await reportFile(get(), language), 'text/html');
      await theEngine().call('reported', null);
    });
  },
});

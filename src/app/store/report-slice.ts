import type { StateCreator } from 'zustand';
import { BenchsideError } from '../../study/errors';
import { textsIn } from '../i18n';
import { download, fileStem } from './download';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import type { AppState, ReportSlice } from './types';

export const reportSlice: StateCreator<AppState, [], [], ReportSlice> = (set, get) => ({
  async downloadReport(language) {
    await working(get, set, 'exporting', async () => {
      const facts = await theEngine().call('reportFacts', null);
      const { study, journal } = get();
      if (!study) return;
      const [{ reportInput }, { renderReport }, texts] = await Promise.all([
        import('../report/input'),
        import('../report/render'),
        textsIn(language),
      ]);
      const input = reportInput(facts, study, journal, Date.now());
      if (!input) throw new BenchsideError('evaluate.noModel');
      download(`${fileStem(study.name)}-report.html`, renderReport(input, texts), 'text/html');
      await theEngine().call('reported', null);
    });
  },
});

import type { StateCreator } from 'zustand';
import { isWinnerEvaluated } from '../evaluate/result-state';
import { download, fileStem } from './download';
import { theEngine } from './engine';
import type { TakeHomeSlice } from './model-types';
import { working } from './navigation-slice';
import { intendedUse, pageTemplate } from './predictor-page';
import { reportFile } from './report-file';
import type { AppState } from './types';

export const takeHomeSlice: StateCreator<AppState, [], [], TakeHomeSlice> = (set, get) => ({
  async downloadBundle(language, rowsMayLeave) {
    const { study } = get();
    if (!study) return;
    const zip = await working(get, set, 'exporting', async () => {
      const report = isWinnerEvaluated(get().journal) ? { report: await reportFile(get(), language) } : {};
      return theEngine().call('bundle', { study, ...report, ...(rowsMayLeave && { rowsMayLeave }) });
    });
    if (zip) download(`${fileStem(study.name)}-model.zip`, zip as BlobPart, 'application/zip');
  },

  async downloadPage(language, rowsMayLeave) {
    const { study } = get();
    if (!study) return;
    const page = await working(get, set, 'exporting', async () => {
      const template = await pageTemplate();
      const madeOn = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(Date.now());
      const about = { madeOn, ...intendedUse(study) };
      return theEngine().call('predictorPage', {
        study,
        template,
        about,
        ...(rowsMayLeave && { rowsMayLeave }),
      });
    });
    if (page !== null) download(`${fileStem(study.name)}-predictor.html`, page, 'text/html');
  },

  async downloadTestPredictions() {
    const { study } = get();
    if (!study) return;
    const csv = await working(get, set, 'exporting', () => theEngine().call('testPredictions', { study }));
    if (csv !== null) download(`${fileStem(study.name)}-test-predictions.csv`, csv, 'text/csv');
  },

  async downloadStudy() {
    const { study } = get();
    if (!study) return;
    const told = await working(get, set, 'exporting', () => theEngine().call('studyFile', { study }));
    if (told)
      download(`${fileStem(study.name)}-study.json`, JSON.stringify(told, null, 2), 'application/json');
  },
});

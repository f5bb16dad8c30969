import { create } from 'zustand';
import { clusterSlice } from './cluster-slice';
import { compareSlice } from './compare-slice';
import { controlSlice } from './control-slice';
import { evaluationSlice } from './evaluation-slice';
import { explainSlice } from './explain-slice';
import { externalSlice } from './external-slice';
import { hospitalsSlice } from './hospitals-slice';
import { imagesSlice } from './images-slice';
import { importSlice } from './import-slice';
import { joinSlice } from './join-slice';
import { namesSlice } from './names-slice';
import { navigationSlice } from './navigation-slice';
import { probesSlice } from './probes-slice';
import { ratesSlice } from './rates-slice';
import { reportSlice } from './report-slice';
import { studySlice } from './study-slice';
import { tableOneSlice } from './table-one-slice';
import { takeHomeSlice } from './take-home-slice';
import type { AppState } from './types';
import { useSlice } from './use-slice';
import { workSlice } from './work-slice';

/** The page's state: a slice a concern. Results are only ever the journal's replay. */
export const useApp = create<AppState>()((...api) => ({
  ...navigationSlice(...api),
  ...studySlice(...api),
  ...workSlice(...api),
  ...controlSlice(...api),
  ...clusterSlice(...api),
  ...compareSlice(...api),
  ...externalSlice(...api),
  ...explainSlice(...api),
  ...hospitalsSlice(...api),
  ...imagesSlice(...api),
  ...importSlice(...api),
  ...namesSlice(...api),
  ...joinSlice(...api),
  ...tableOneSlice(...api),
  ...probesSlice(...api),
  ...ratesSlice(...api),
  ...reportSlice(...api),
  ...takeHomeSlice(...api),
  ...evaluationSlice(...api),
  ...useSlice(...api),
}));

import { host } from '../worker-host';
import type { HelperApi } from './api';
import { helperHandlers } from './helper';

host<HelperApi>(self, helperHandlers(performance));

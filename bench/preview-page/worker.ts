import { measureAll } from './measure';

postMessage(measureAll());

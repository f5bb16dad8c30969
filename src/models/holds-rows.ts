import { families } from './index';

/** Those of the families, each once, whose models would put rows of the training part, as they are, into every copy. */
export const familiesHoldingRows = (names: readonly string[]): string[] =>
  families.filter(({ name, holdsRows }) => holdsRows && names.includes(name)).map(({ name }) => name);

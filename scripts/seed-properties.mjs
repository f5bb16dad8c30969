// Every property test draws the same examples on every run: a failure can be looked at, and none comes by chance.
import fc from 'fast-check';

fc.configureGlobal({ seed: 20260713 });

import type { Catalogue } from './catalogue';

/** Every English namespace in one chunk of its own. */
export default import.meta.glob('./en/*.json', { eager: true, import: 'default' }) as Catalogue;

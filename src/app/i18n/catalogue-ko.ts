import type { Catalogue } from './catalogue';

/** Every Korean namespace in one chunk of its own. */
export default import.meta.glob('./ko/*.json', { eager: true, import: 'default' }) as Catalogue;

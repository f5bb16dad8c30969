import { FORMS } from '../../data/identifiers/forms';
import type { IdentifierKind } from '../../study/schema';

/** An address of a protocol or a registry is what a report should hold. */
const WANTED = new Set<IdentifierKind>(['url', 'ip']);

/** Kinds of what identifies a person in a typed text, such as a telephone number. */
export const identifyingIn = (text: string): IdentifierKind[] =>
  FORMS.flatMap(([kind, find]) => (!WANTED.has(kind) && find(text) !== null ? [kind] : []));

import type { IdentifierKind } from '../../study/schema';

/**
 * A value with so much hidden that nobody is found by it, and so much left that its kind is seen: the first letter
 * of a name, the year of a birth, the prefix of a telephone. Stars do not tell the length.
 */
export function mask(kind: IdentifierKind, value: string): string {
  const text = value.trim();
  const first = [...text][0] ?? '';
  switch (kind) {
    case 'rrn':
      return `${text.slice(0, 2)}****-*******`;
    case 'birthDate':
      return /^(1[89]|20)\d\d/.test(text) ? `${text.slice(0, 4)}-**-**` : '**-**-****';
    case 'email':
      return `${first}***@***`;
    case 'phone':
      return `${/^\+?\(?\d{2,3}/.exec(text)?.[0] ?? ''}-****-****`;
    case 'url':
      return 'https://***';
    case 'ip':
      return `${/^\d+/.exec(text)?.[0] ?? ''}.***.***.***`;
    case 'ssn':
      return '***-**-****';
    case 'name':
      return text
        .split(/[\s,]+/)
        .filter(Boolean)
        .slice(0, 2)
        .map((word) => `${[...word][0]}**`)
        .join(' ');
    case 'address':
      return `${[...text].slice(0, 2).join('')} ***`;
    default:
      return `${first}*****`;
  }
}

import type { IdentifierKind } from '../../study/schema';

/** Things that have names and are no people. */
const THING =
  /(hospital|site|drug|medication|medicine|test|lab|ward|department|dept|unit|clinic|file|product|generic|brand|procedure|diagnosis|disease|center|centre|institution|facility|insurance|school|gene|variable|column|device|trade|study|trial|item|concept|order|course|category|group|organi[sz]ation|country|city|병원|기관|검사|약품|약|병동|과|진단|질환|품목|처방) ?(name|명|이름)$/i;

/** Whether, or how often, and not which. */
const COUNTED = /^(has|had|is|any|no of|number of|count of|n) /i;

/** What a column's name says of its cells, `_`, `-` and `.` read as blanks. */
const SAYS: readonly (readonly [Exclude<IdentifierKind, 'freeText'>, RegExp])[] = [
  [
    'rrn',
    /^(rrn|resident (registration )?(no|number|id)|jumin( ?no)?)$|주민(등록)?번호|외국인등록번호|주민등록/i,
  ],
  [
    'ssn',
    /^(ssn|social security( ?(no|number))?|nhs ?(no|number)|national id|passport( ?(no|number))?)$|여권번호/i,
  ],
  ['email', /(^| )e ?mail( address)?$|이메일|전자우편/i],
  [
    'phone',
    /(^| )(phone|telephone|tel|mobile|cell ?phone|fax)( ?(no|nr|num|number))?$|전화|연락처|휴대폰|핸드폰/i,
  ],
  ['ip', /(^| )ip( address)?$/i],
  ['url', /(^| )(url|website|homepage)$/i],
  [
    'address',
    /(^| )(home |street |postal |mailing )?address( line)?( ?\d)?$|^street$|^(zip|postal|post) ?code$|주소|우편번호/i,
  ],
  [
    'birthDate',
    /^(dob|d o b|birth ?(date|day)|date of birth|date birth|birthdate|geburtsdatum)$|생년월일|생일|출생일/i,
  ],
  [
    'mrn',
    /^(mrn|med(ical)? ?rec(ord)?( ?(no|nr|num|number|id))?|chart ?(no|nr|num|number|id)|hospital ?(no|nr|number|id)|hn|account ?(no|nr|number))$|등록번호|병록번호|차트번호|환자번호/i,
  ],
  [
    'name',
    /(^| )(patient|pt|subject|first|last|family|given|full|middle|maiden|mothers?|fathers?|guardian|physician|doctor|attending|surgeon|nurse|provider) ?names?$|^(surname|forename|firstname|lastname|fullname)$|^(성명|이름|환자명|환자 ?이름|환자 ?성명|성함|보호자명?|주치의명?|담당의사?명?|의사명|집도의명?)$/i,
  ],
];

export const plainName = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim();

/** The kind of identifier that a column's name announces, or null. */
export function kindByName(name: string): Exclude<IdentifierKind, 'freeText'> | null {
  const plain = plainName(name);
  if (THING.test(plain) || COUNTED.test(plain)) return null;
  return SAYS.find(([, form]) => form.test(plain))?.[0] ?? null;
}

/** "name" alone may be a person's or a test's: the cells decide. */
export const saysOnlyName = (name: string): boolean => /^(name|names)$/i.test(plainName(name));

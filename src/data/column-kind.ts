import type { ColumnType, Role } from '../study/schema';

/** What a column's name says, in English and Korean. Matched against the name with `_`, `-` and `.` as blanks. */
const NAMES = {
  patient:
    /^(patient|pat|pt|subject|person|환자)( ?(id|nbr|no|nr|num|number|key|번호))?$|^(id|mrn|patientid|등록번호|병록번호|차트번호)$/i,
  identifier:
    /(^| )(id|mrn|uuid|guid|ssn|rrn|name|email|e ?mail|phone|tel|mobile|address|nbr|key)$|^(encounter|admission|hadm|icustay|visit|row|record) ?(id|nbr|no)?$|이름|성명|성함|주민|전화|연락처|휴대|주소|번호$/i,
  site: /^(site|hospital|centre|center|institution|clinic|facility|병원|기관|의료기관)( ?(id|name|code|명|코드))?$/i,
  target:
    /^(target|label|class|y|disease|diagnosis|diabetes|malignant|status|event|risk ?level|hospital expire flag)$|^(outcome|mortality|death|died|dead|readmi\w*)( |$)|^(결과|진단|사망|재입원|예후)/i,
  /** Names that say it of the last column alone: the four heart disease files of UCI call it `num`. */
  lastTarget:
    /^num$|(^| )(disease|diagnosis|outcome|class|target|label|status|event|died|death|mortality)$|(질환|질병|여부|진단|결과|사망|예후)$/i,
  ordinal: /(^| )(stage|grade|nyha|killip|asa|ecog|mrs|severity|child pugh)( |$)|병기|등급|단계|중증도/i,
  code: /(^| )(id|code|codes|cd|코드)$|(^| )(icd|atc|loinc|snomed|edi|kcd)( ?(9|10|cm))?( |$)/i,
  zeroImpossible:
    /^(chol|cholesterol|trestbps|sbp|dbp|bp|blood ?pressure|glucose|plasma ?glucose|bmi|thalach|heart ?rate|hr|weight|height|insulin|triceps|skin ?thickness|diastolic)( |$)|콜레스테롤|혈압|혈당|체중|신장|맥박/i,
} as const;

const plain = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim();

export const nameSays = (what: keyof typeof NAMES, name: string): boolean => NAMES[what].test(plain(name));

/** Contents that identify a person: masked wherever they are mentioned. */
const CONTENT = [
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  // Resident registration number: since October 2020 without a valid checksum, so by form alone.
  /^\d{6}-?[1-8]\d{6}$/,
  /^(\+?\d{1,3}[- ])?\(?0\d{1,2}\)?[- ]\d{3,4}[- ]\d{4}$/,
  /^\d{3}-\d{2}-\d{4}$/,
];

/** True where most of the sampled texts have the form of an e-mail address, a phone or a registration number. */
export function looksIdentifying(texts: string[]): boolean {
  const hits = texts.filter((text) => CONTENT.some((form) => form.test(text.trim()))).length;
  return texts.length > 0 && hits >= texts.length / 2;
}

/** Few items in many cells: each comes back twice on average. */
const recur = (items: string[]): boolean => items.length > 0 && new Set(items).size * 2 <= items.length;

/** Whether at least half of the different items stand in several cells or are a cell of their own. */
function mostlyElsewhere(items: string[], alone: ReadonlySet<string>): boolean {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const met = [...counts].filter(([item, count]) => count > 1 || alone.has(item)).length;
  return met * 2 >= counts.size;
}

/**
 * The separator of cells that name several things (`HTN;DM`), or null. Evidence: the items come back, in other
 * combinations or in cells of their own, so a semicolon in prose does not count. Expects different texts.
 */
export function findSeparator(texts: string[]): string | null {
  const alone = new Set(texts);
  for (const separator of [';', '|', ',', ' / ']) {
    const itemsOf = (text: string) =>
      text
        .split(separator)
        .map((item) => item.trim())
        .filter(Boolean);
    const split = texts.filter((text) => text.includes(separator));
    const items = split.flatMap(itemsOf);
    const strong = separator === ';' || separator === '|';
    if (items.length > 0 && items.every((item) => alone.has(item))) return separator;
    if (split.length < Math.max(2, texts.length * (strong ? 0.1 : 0.2))) continue;
    if (items.some((item) => item.length > (strong ? 60 : 30))) continue;
    // A comma also stands in one place, `Seoul, Korea`: most items must be met elsewhere.
    if (!strong && !mostlyElsewhere(items, alone)) continue;
    if (recur(items) || recur(texts.flatMap(itemsOf))) return separator;
  }
  return null;
}

/** The role that fits a type unless the name says more. */
export function proposedRole(type: ColumnType): Role {
  if (type === 'date') return 'time';
  return ['identifier', 'text', 'constant'].includes(type) ? 'ignore' : 'feature';
}

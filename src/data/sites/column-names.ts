/** Units as they stand in column names, longest first; `key` as the tables of units name them. */
const UNITS: [RegExp, string][] = [
  [/mmol\s*\/?\s*mol/, 'mmol/mol'],
  [/mmol([\s_/]*l)?/, 'mmol/L'],
  [/(µ|μ|u|micro)mol([\s_/]*l)?/, 'µmol/L'],
  [/mg[\s_/]*dl/, 'mg/dL'],
  [/mg[\s_/]*l/, 'mg/L'],
  [/g[\s_/]*dl/, 'g/dL'],
  [/g[\s_/]*l/, 'g/L'],
  [/inch(es)?/, 'inch'],
  [/(lbs?|pounds?)/, 'lb'],
  [/kgs?/, 'kg'],
  [/cm/, 'cm'],
  [/(°\s*f|fahrenheit)/, '°F'],
  [/(°\s*c|celsius)/, '°C'],
];

/** What is the same thing under different names; the first is only a key. Korean as hospitals write it. */
const SYNONYMS: string[][] = [
  ['age', 'age years', 'age at admission', 'patient age', 'age yr', 'age y', '나이', '연령', '만나이'],
  ['sex', 'gender', 'patient sex', 'patient gender', '성별', '성'],
  [
    'cholesterol',
    'chol',
    'total cholesterol',
    'serum cholesterol',
    'tc',
    'tchol',
    '콜레스테롤',
    '총콜레스테롤',
  ],
  ['hdl', 'hdl c', 'hdl cholesterol', '고밀도콜레스테롤'],
  ['ldl', 'ldl c', 'ldl cholesterol', '저밀도콜레스테롤'],
  ['triglycerides', 'triglyceride', 'tg', '중성지방'],
  ['glucose', 'glu', 'blood glucose', 'plasma glucose', 'serum glucose', 'blood sugar', '혈당', '포도당'],
  ['fasting glucose', 'fasting blood sugar', 'fbs', 'fpg', 'fasting blood glucose', '공복혈당'],
  ['creatinine', 'cr', 'crea', 'scr', 'serum creatinine', '크레아티닌', '혈청크레아티닌'],
  ['hemoglobin', 'haemoglobin', 'hb', 'hgb', 'hemo', '혈색소', '헤모글로빈'],
  ['hba1c', 'a1c', 'hemoglobin a1c', 'glycated hemoglobin', '당화혈색소'],
  ['bilirubin', 'total bilirubin', 'tbil', 'bili', '빌리루빈', '총빌리루빈'],
  ['albumin', 'alb', 'serum albumin', '알부민'],
  ['urea nitrogen', 'bun', 'blood urea nitrogen', '혈중요소질소'],
  ['uric acid', 'ua', '요산'],
  ['calcium', 'ca total', 'serum calcium', '칼슘'],
  ['sodium', 'na', 'serum sodium', 'sod', '나트륨'],
  ['potassium', 'k', 'serum potassium', 'pot', '칼륨'],
  ['white cells', 'wbc', 'wbcc', 'white blood cells', 'leukocytes', '백혈구'],
  ['platelets', 'plt', 'platelet count', '혈소판'],
  ['crp', 'c reactive protein', 'c반응단백'],
  ['temperature', 'temp', 'body temperature', 'bt', '체온'],
  ['height', 'ht', 'body height', '신장', '키'],
  ['weight', 'wt', 'body weight', 'bw', '체중', '몸무게'],
  ['bmi', 'body mass index', '체질량지수'],
  ['systolic', 'sbp', 'systolic bp', 'systolic blood pressure', 'trestbps', '수축기혈압'],
  ['diastolic', 'dbp', 'diastolic bp', 'diastolic blood pressure', '이완기혈압'],
  ['heart rate', 'hr', 'pulse', 'pulse rate', '맥박', '심박수'],
  ['hypertension', 'htn', 'high blood pressure', '고혈압'],
  ['diabetes', 'dm', 'diabetes mellitus', '당뇨', '당뇨병'],
  ['smoking', 'smoker', 'smoke', 'smoking status', '흡연', '흡연여부'],
  [
    'death',
    'died',
    'dead',
    'mortality',
    'death event',
    'expired',
    'hospital expire flag',
    '사망',
    '사망여부',
  ],
  ['patient', 'patient id', 'subject id', 'person id', 'pid', 'mrn', '환자번호', '등록번호', '환자 id'],
  ['disease', 'heart disease', 'diagnosis', '진단', '질환'],
  ['readmission', 'readmitted', '재입원'],
];

const KEY = new Map(SYNONYMS.flatMap(([key, ...others]) => [key, ...others].map((name) => [name, key])));

/** A reader gave these names to columns of a file without a header. */
export const isNameless = (name: string): boolean => /^column \d+$/.test(name);

const words = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_\-.:#]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A column's name without its unit, and the unit it names, if any (`chol_mg_dl`, `혈당 (mmol/L)`). */
export function namedUnit(name: string): { base: string; unit: string | null } {
  const plain = words(name);
  for (const [form, unit] of UNITS) {
    const found = new RegExp(`^(.+?)[\\s([]+(?:in )?${form.source}[\\s)\\]]*$`).exec(plain);
    if (found) return { base: found[1].trim(), unit };
  }
  return { base: plain.replace(/\s*[([][^)\]]*[)\]]\s*$/, '') || plain, unit: null };
}

/** What a column measures, by its name alone: the key of its synonyms, else the name in plain words. */
export function conceptOf(name: string): string {
  const { base } = namedUnit(name);
  return KEY.get(base) ?? KEY.get(base.replace(/ /g, '')) ?? base;
}

/** Edits (insert, delete, replace, swap of neighbours) from one text to the other (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

export interface NameMatch {
  /** 0 nothing in common, 1 the same name. */
  score: number;
  key: 'sameName' | 'synonym' | 'spelling' | 'none';
}

/** Shorter names than this differ by one letter and mean other things (ast, alt). */
const SPELLING_LENGTH = 5;

/** How much two column names say that they name the same thing. */
export function matchNames(a: string, b: string): NameMatch {
  if (isNameless(a) !== isNameless(b)) return { score: 0, key: 'none' };
  const [one, two] = [namedUnit(a).base, namedUnit(b).base];
  if (one === two) return { score: 1, key: 'sameName' };
  if (isNameless(a)) return { score: 0, key: 'none' };
  const [first, second] = [conceptOf(a), conceptOf(b)];
  if (first === second) return { score: 0.95, key: 'synonym' };
  // Each is something known, and not the same.
  if (KEY.has(one) && KEY.has(two)) return { score: 0, key: 'none' };
  const longest = Math.max(one.length, two.length);
  // lab 1 and lab 2 are two things, however alike.
  const numbers = (text: string) => text.replace(/\D+/g, ' ').trim();
  if (Math.min(one.length, two.length) < SPELLING_LENGTH || numbers(one) !== numbers(two))
    return { score: 0, key: 'none' };
  const alike = 1 - editDistance(one, two) / longest;
  return alike >= 0.8 ? { score: alike * 0.9, key: 'spelling' } : { score: 0, key: 'none' };
}

/** Words of one scale from low to high; those of one row mean the same. */
const SCALES: readonly (readonly string[])[][] = [
  [
    ['extremely low'],
    ['very low', '매우 낮음'],
    ['low', 'lo', '낮음', '하', '저'],
    ['medium', 'moderate', 'middle', 'mid', 'intermediate', 'med', '중간', '보통', '중'],
    ['high', 'hi', '높음', '상', '고'],
    ['very high', '매우 높음'],
    ['extremely high'],
  ],
  [
    ['none', 'no', 'absent', 'normal', '없음', '정상', '무'],
    ['minimal', 'trace', 'very mild', '미미', '미약'],
    ['mild', 'slight', '경증', '경도', '약간', '경미', '약함'],
    ['moderate', '중등증', '중등도', '중간', '보통', '중간 정도'],
    ['severe', 'marked', '중증', '고도', '심함', '심한'],
    ['very severe', 'critical', 'extreme', '최중증', '위중', '매우 심함'],
  ],
  [
    ['never', '전혀', '전혀 없음'],
    ['rarely', 'seldom', '드물게'],
    ['sometimes', 'occasionally', '가끔', '때때로'],
    ['often', 'frequently', '자주'],
    ['always', '항상', '매일'],
  ],
  [
    ['poor', '불량', '나쁨'],
    ['fair', '보통'],
    ['good', '양호', '좋음'],
    ['very good', '매우 좋음'],
    ['excellent', '우수'],
  ],
  [
    ['-', 'neg', 'negative', '음성', '(-)'],
    ['±', '+/-', '+-', 'trace', 'tr', '(±)', '(+/-)'],
    ['+', '1+', '+1', '(+)'],
    ['++', '2+', '+2', '(++)'],
    ['+++', '3+', '+3', '(+++)'],
    ['++++', '4+', '+4', '(++++)'],
  ],
];

const RANKS = SCALES.map(
  (scale) => new Map(scale.flatMap((words, rank) => words.map((word) => [word, rank] as const))),
);

const ROMAN = new Map(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii'].map((numeral, i) => [numeral, i + 1]));
/** A stage: an optional word, a numeral, an optional part (IIIa). */
const STAGE =
  /^(stage|grade|class|level|type|phase|nyha|killip|asa|ecog|ckd|child(?:-pugh)?|g|t|n|병기|등급|단계)?\s*(\d{1,2}|[ivx]+)\s*([a-d]?)(기|단계|등급|급|도)?$/;
/** A band of values: [10-20), 30–39, <18, ≥65, 65+. */
const BAND =
  /^[[(]?(\d+(?:\.\d+)?)\s*[-–~]\s*(\d+(?:\.\d+)?)[\])]?$|^([<>≤≥]=?)\s*(\d+(?:\.\d+)?)$|^(\d+)\s*\+$/;

/** Words around a scale's own word: high risk, low grade. */
const core = (text: string): string =>
  text.replace(/\s*(risk|grade|level|dose|severity|위험|위험도|수준)$/, '').trim();

function wordRanks(levels: string[]): number[] | null {
  for (const rank of RANKS) {
    const ranks = levels.map((text) => rank.get(text) ?? rank.get(core(text)));
    if (ranks.every((r) => r !== undefined)) return ranks;
  }
  return null;
}

function stageRanks(levels: string[]): number[] | null {
  const found = levels.map((text) => STAGE.exec(text));
  const prefixes = new Set(found.map((m) => `${m?.[1] ?? ''}|${m?.[4] ?? ''}`));
  // Bare V or I may be initials: without a word a longer numeral must be among them.
  const told = found.some((m) => m && (m[1] || m[4] || /^(ii|iii|iv|vi+)$/.test(m[2])));
  if (!told || prefixes.size !== 1) return null;
  const ranks = found.map((m) => {
    const numeral = ROMAN.get(m?.[2] ?? '') ?? Number(m?.[2]);
    return numeral * 10 + (m?.[3] ? m[3].charCodeAt(0) - 96 : 0);
  });
  return ranks.every(Number.isFinite) ? ranks : null;
}

function bandRanks(levels: string[]): number[] | null {
  const found = levels.map((text) => BAND.exec(text));
  if (!found.every((m) => m !== null) || !found.some((m) => m[1])) return null;
  return found.map((m) => {
    if (m[1]) return Number(m[1]);
    if (m[5]) return Number(m[5]);
    return m[3].startsWith('<') || m[3].startsWith('≤') ? Number(m[4]) - 1e-9 - 1e9 : Number(m[4]) + 1e-9;
  });
}

/**
 * The order of levels that form a known scale (low / medium / high, mild / moderate / severe, I to IV, + to +++,
 * 경증 / 중등증 / 중증, stage 1 to 4, age bands), from low to high; null where they form none. Two levels of one rank
 * (mild and slight) give no order: it would be a guess.
 */
export function findOrder(levels: readonly string[]): string[] | null {
  if (levels.length < 3 || levels.length > 30) return null;
  const plain = levels.map((text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[_\s]+/g, ' '),
  );
  const ranks = wordRanks(plain) ?? stageRanks(plain) ?? bandRanks(plain);
  if (!ranks || new Set(ranks).size < ranks.length) return null;
  return levels
    .map((_, i) => i)
    .sort((a, b) => ranks[a] - ranks[b])
    .map((i) => levels[i]);
}

/** Levels of a test strip, where a minus is a finding and not a missing cell. */
export const arePlusSigns = (levels: readonly string[]): boolean => {
  const scale = RANKS[RANKS.length - 1];
  return (
    levels.length > 0 &&
    levels.some((text) => text.includes('+')) &&
    levels.every((text) => scale.has(text.trim().toLowerCase()))
  );
};

/** Numbers that rise, or the words of a scale from low to high: classes of which one can be two steps from another. */
export const areOrdered = (levels: readonly string[]): boolean => {
  const numbers = levels.map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  if (numbers.every(Number.isFinite)) return numbers.every((value, i) => i === 0 || value > numbers[i - 1]);
  return findOrder(levels)?.every((text, i) => text === levels[i]) ?? false;
};

/** Texts that name the same level whatever the hospital writes. Numbers only where a convention gives them. */
const GROUPS: string[][][] = [
  [
    ['male', 'm', 'man', 'boy', '남', '남자', '남성', 'masculino', 'hombre', 'männlich'],
    ['female', 'f', 'w', 'woman', 'girl', '여', '여자', '여성', 'femenino', 'mujer', 'weiblich'],
  ],
  [
    [
      'yes',
      'y',
      'si',
      'sí',
      'true',
      't',
      'present',
      'positive',
      'pos',
      '+',
      '1',
      'ja',
      'oui',
      '예',
      '네',
      '있음',
      '유',
      '양성',
      'o',
    ],
    [
      'no',
      'n',
      'false',
      'f',
      'absent',
      'negative',
      'neg',
      '0',
      'nein',
      'non',
      '아니오',
      '아니요',
      '없음',
      '무',
      '음성',
      'x',
    ],
  ],
  [
    ['dead', 'died', 'die', 'deceased', 'expired', 'death', '사망'],
    ['alive', 'survived', 'live', 'living', '생존'],
  ],
  [
    ['normal', '정상'],
    ['abnormal', '비정상', '이상'],
  ],
];

export interface Level {
  label: string;
  count: number;
}

/** `1`, `1.0` and ` 1` are one level, and so are `Yes` and `yes`. */
export function levelKey(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? String(value) : plain;
}

/** Which meaning of which group each level has, where one group knows all of them; null where none does. */
function meanings(levels: Level[]): { group: number; of: Map<string, number> } | null {
  const keys = levels.map(({ label }) => levelKey(label));
  const group = GROUPS.findIndex((sides) => keys.every((key) => sides.some((side) => side.includes(key))));
  if (group < 0 || keys.length === 0) return null;
  const of = new Map(
    levels.map(({ label }, i) => [label, GROUPS[group].findIndex((side) => side.includes(keys[i]))]),
  );
  return { group, of };
}

/**
 * Levels of one column that say the same in two ways (F and female, Yes and yes): as written -> the most frequent way
 * of writing it. Null where no two do. Levels of which one is not understood are compared by case and blanks alone.
 */
export function saidTwice(levels: Level[]): { same: Record<string, string>; left: number } | null {
  const understood = meanings(levels);
  const meaningOf = ({ label }: Level) => (understood ? String(understood.of.get(label)) : levelKey(label));
  const byMeaning = new Map<string, Level[]>();
  for (const level of levels)
    byMeaning.set(meaningOf(level), [...(byMeaning.get(meaningOf(level)) ?? []), level]);
  if (byMeaning.size === levels.length || byMeaning.size < 2) return null;
  const same: Record<string, string> = Object.create(null);
  for (const ways of byMeaning.values()) {
    const first = ways.reduce((most, way) => (way.count > most.count ? way : most));
    for (const { label } of ways) if (label !== first.label) same[label] = first.label;
  }
  return { same, left: byMeaning.size };
}

export interface Reconciled {
  /** The hospital's level -> the common one, where they differ in text; empty where all are the same already. */
  levels: Record<string, string>;
  /** Levels whose meaning only a person can tell. */
  open: string[];
  /** What the open ones probably mean, with the evidence; applied only after a person's yes. */
  proposal: { levels: Record<string, string>; key: 'iso5218' | 'shares' } | null;
  /** Why the levels were taken as the same. */
  key: 'sameLevels' | 'sameMeaning' | 'newLevels' | 'openLevels';
}

const isCode = (label: string): boolean => /^\d+(\.0+)?$/.test(label.trim());

/**
 * Brings one hospital's levels to the common vocabulary. Texts are matched as written, then without case, then by
 * meaning (남 = M). Nothing is guessed: levels with nothing in common, or two codes against two others (1/2 against
 * 0/1), stay open for a person. A vocabulary of more than two levels may have some that others lack.
 */
export function reconcile(own: Level[], common: Level[]): Reconciled {
  const byKey = new Map(common.map(({ label }) => [levelKey(label), label]));
  const levels: Record<string, string> = Object.create(null);
  const unmatched: Level[] = [];
  for (const level of own) {
    const known = byKey.get(levelKey(level.label));
    if (known === undefined) unmatched.push(level);
    else if (known !== level.label) levels[level.label] = known;
  }
  if (unmatched.length === 0 || common.length === 0)
    return { levels, open: [], proposal: null, key: 'sameLevels' };
  const [mine, theirs] = [meanings(own), meanings(common)];
  if (mine && theirs && mine.group === theirs.group && common.length <= 2) {
    for (const { label } of own) {
      const same = common.find((c) => theirs.of.get(c.label) === mine.of.get(label));
      if (same && same.label !== label) levels[label] = same.label;
    }
    return { levels, open: [], proposal: null, key: 'sameMeaning' };
  }
  const matched = own.length - unmatched.length;
  const pairs = own.length <= 2 && common.length === 2;
  if (matched > 0 && !pairs) return { levels, open: [], proposal: null, key: 'newLevels' };
  // With two codes against two others even those written alike may mean something else.
  const open = pairs ? own.map(({ label }) => label) : unmatched.map(({ label }) => label);
  return {
    levels: pairs ? {} : levels,
    open,
    proposal: pairs ? propose(own, common) : null,
    key: 'openLevels',
  };
}

const shareOf = (level: Level, all: Level[]): number =>
  level.count / all.reduce((sum, { count }) => sum + count, 0);
/** Shares have to differ by this much to say which level is which. */
const CLEAR = 0.1;

const isSexCode = (levels: Level[]): boolean =>
  levels
    .map(({ label }) => levelKey(label))
    .sort()
    .join() === '1,2';

/** Which of two levels is which of two others: `true` where the first is the first. Null where nothing shows it. */
function straightOrCrossed(
  codes: Level[],
  named: Level[],
): { straight: boolean; key: 'iso5218' | 'shares' } | null {
  const share = shareOf(codes[0], codes);
  // Above 0 where the shares speak for the order as it stands.
  const favour = Math.abs(share - shareOf(named[1], named)) - Math.abs(share - shareOf(named[0], named));
  const sexes = meanings(named);
  if (sexes?.group === 0 && isSexCode(codes)) {
    const straight = (levelKey(codes[0].label) === '1') === (sexes.of.get(named[0].label) === 0);
    return (straight ? favour : -favour) < -CLEAR ? null : { straight, key: 'iso5218' };
  }
  return Math.abs(favour) < CLEAR ? null : { straight: favour > 0, key: 'shares' };
}

/** ISO/IEC 5218 codes (1 male, 2 female) where the shares do not speak against it; else the shares, where clear. */
function propose(own: Level[], common: Level[]): Reconciled['proposal'] {
  if (own.length !== 2) return null;
  const codes = (levels: Level[]) => levels.every(({ label }) => isCode(label));
  const found = codes(own)
    ? straightOrCrossed(own, common)
    : codes(common)
      ? straightOrCrossed(common, own)
      : null;
  if (!found) return null;
  const [first, second] = found.straight ? common : [common[1], common[0]];
  return { levels: { [own[0].label]: first.label, [own[1].label]: second.label }, key: found.key };
}

/**
 * The most frequent family names of Korea (Statistics Korea, census 2015: over 99 % of people bear one of these).
 * Double ones stand first, so that they are not cut in two.
 */
const SURNAME =
  '(?:남궁|황보|제갈|선우|독고|사공|서문|[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹모탁국어은편용예경봉])';
/** Half of all Koreans bear one of these: words that only look like names (고혈압, 정상) do not. */
const FREQUENT = /^[김이박최정강조윤장임]/;
const HANGUL_NAME = new RegExp(`^${SURNAME}[가-힣]{1,2}$`);

/** Given names of several countries, common ones, without those that are words as well (Mark, Grace, April). */
const GIVEN = new Set(
  (
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony ' +
    'donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob ' +
    'gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick ' +
    'jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter ethan jeremy harold ' +
    'keith christian roger noah gerald carl terry sean arthur lawrence jesse dylan bryan joe jordan billy bruce ' +
    'albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis philip ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ' +
    'ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura ' +
    'cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra ' +
    'rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren ' +
    'christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison ' +
    'frances kathryn janice jean abigail alice julia judy sophia denise amber doris marilyn danielle beverly ' +
    'isabella theresa diana natalie brittany charlotte marie kayla alexis lori jane ' +
    'hans peter wolfgang klaus jürgen dieter günther ursula monika petra sabine heike stefan andreas markus ' +
    'pierre jean-pierre françois michel philippe claire sophie camille luca marco giuseppe giovanni francesco ' +
    'giulia chiara carlos luis miguel javier antonio manuel francisco carmen isabel lucia pablo diego fernando ' +
    'ivan sergei dmitri olga natalia mohammed muhammad mohamed ahmed ali fatima aisha hiroshi takashi yuki ' +
    'minjun seojun jihoon minsoo minji jiwoo soyeon hyunwoo jiyoung sungmin youngsoo'
  ).split(' '),
);

const words = (text: string): string[] => text.split(/[\s,.]+/).filter(Boolean);
/** "Smith, John", "John A. Smith", "JOHN SMITH": two to four words of letters, each beginning with a capital. */
const LATIN_SHAPE =
  /^\p{Lu}[\p{L}'’-]*(?:,? +(?:\p{Lu}\.?|\p{Lu}[\p{L}'’-]+|(?:van|von|de|del|der|di|la|bin|al)))*,? +\p{Lu}[\p{L}'’-]*\.?$/u;

/** A whole cell with the shape of a person's name. The shape alone proves nothing: see `holdsNames`. */
export const shapedAsName = (text: string): boolean =>
  HANGUL_NAME.test(text) || (words(text).length <= 4 && LATIN_SHAPE.test(text));

/**
 * Whether different cells are people's names by their contents alone: nearly all have the shape, and as many hold
 * a frequent family name (Hangul) or a known given name (Latin) as among people. Expects different texts.
 */
export function holdNames(texts: readonly string[]): boolean {
  if (texts.length < 8) return false;
  const shaped = texts.filter(shapedAsName);
  if (shaped.length < texts.length * 0.8) return false;
  const hangul = shaped.filter((text) => HANGUL_NAME.test(text));
  if (hangul.length > shaped.length / 2) {
    const frequent = hangul.filter((text) => text.length === 3 && FREQUENT.test(text));
    return frequent.length >= hangul.length * 0.4 && new Set(frequent.map((text) => text[0])).size >= 3;
  }
  const given = shaped.filter((text) => words(text).some((word) => GIVEN.has(word.toLowerCase())));
  return given.length >= shaped.length * 0.3;
}

const TITLED = /\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? +\p{Lu}\p{L}+/u;
const HANGUL_CALLED = new RegExp(
  `(?:^|[^가-힣])${SURNAME}[가-힣]{2} ?(?:님|씨|환자|환아|보호자|교수|선생)|(?:성명|이름|환자명|보호자) ?[:：] ?[가-힣]{2,4}`,
);
const LATIN_PAIR = /(?<![\p{L}'’-])(\p{Lu}\p{Ll}+),? +\p{Lu}(?:\p{Ll}+|\.)/gu;

/** The first person named in running text, by a title, a form of address or a known given name; null where none is. */
export function nameWithin(text: string): string | null {
  const called = TITLED.exec(text)?.[0] ?? HANGUL_CALLED.exec(text)?.[0];
  if (called) return called.trim();
  for (const pair of text.matchAll(LATIN_PAIR)) if (GIVEN.has(pair[1].toLowerCase())) return pair[0];
  return null;
}

/** Words of free text, without what may name a person. */

const MAIL_OR_LINK = /\S+@\S+|\b(?:https?:\/\/|www\.)\S+/gu;
/** A title and the name after it. */
const TITLED = /\b(?:mr|mrs|ms|miss|dr|prof)\b\.?\s+\p{L}+/gu;
const WORD = /[\p{L}\p{N}_]+/gu;
/** A Hangul word with a form of address at its end is a name. */
const ADDRESSED = /(?:님|씨)(?:은|는|이|가|을|를|의|께서|께)?$/u;
/** One syllable of Hangul or one Chinese character is a word; one Latin letter is none. */
const ONE_SYLLABLE = /^[\p{Script=Hangul}\p{Script=Han}]$/u;

/** Three digits may be part of a number by which a person is found; `t2`, `b12` and `hba1c` are words. */
const mayIdentify = (word: string): boolean =>
  /^\p{N}+$/u.test(word) || word.replace(/\P{N}/gu, '').length >= 3 || ADDRESSED.test(word);

/**
 * Words in small letters, in their order, each as often as it occurs: at least two letters or digits, as
 * scikit-learn's CountVectorizer has them, or one syllable of Hangul. Left out: numbers, words with three digits
 * or more, mail addresses and links, names after a title.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(MAIL_OR_LINK, ' ').replace(TITLED, ' ');
  const found = plain.match(WORD) ?? [];
  return found.filter((word) => ([...word].length > 1 || ONE_SYLLABLE.test(word)) && !mayIdentify(word));
}

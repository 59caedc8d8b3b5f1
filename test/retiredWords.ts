/** A word or phrase of the glossary in docs/style.md that no text may hold, and what finds it. */
interface RetiredWord {
  readonly word: string;
  readonly pattern: RegExp;
}

/** The retired words of the glossary: everything in backticks in the first column of its last table. */
export function retiredWords(glossary: string): RetiredWord[] {
  const rows = glossary.slice(glossary.lastIndexOf('| Retired |')).matchAll(/^\| (`.*?`) \|/gm);
  return [...rows].flatMap(([, cell]) =>
    [...String(cell).matchAll(/`([^`]+)`/g)].map(([, word]) => ({ word: String(word), pattern: wordPattern(String(word)) })),
  );
}

/** Lines of a text that hold retired words, as `line: word`. */
export function retiredLines(text: string, words: readonly RetiredWord[]): string[] {
  return words.flatMap(({ word, pattern }) =>
    [...text.matchAll(pattern)].map(({ index }) => `${text.slice(0, index).split('\n').length}: ${word}`),
  );
}

/**
 * Finds a phrase as whole words in any case: over the end of a line of a comment, and as words of an identifier (`isWanted`, `x-wanted`).
 * Within an identifier a word begins at a capital and ends before one.
 */
function wordPattern(phrase: string): RegExp {
  const words = phrase.split(/\s+|(?<=[a-z])(?=[A-Z])/);
  const gap = '(?:[-_]|(?:[ \\t]|\\n[ \\t]*(?:\\*|//|#|>)?)+|(?=[A-Z]))';
  return new RegExp(`(?<![A-Za-z])${words.map(anyCase).join(gap)}(?![a-z])|(?<=[a-z])${words.map(capitalised).join(gap)}(?![a-z])`, 'g');
}

function anyCase(word: string): string {
  return word.replace(/[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

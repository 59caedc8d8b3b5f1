/** One spelling for a whole number; other text as it stands, so that what does not belong shows up as a category of its own. */
export function wholeNumberText(text: string): string {
  const number = /^\s*[+-]?\d+(\.0*)?\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? String(number === 0 ? 0 : number) : text;
}

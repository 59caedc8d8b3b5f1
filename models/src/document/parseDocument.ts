import { ModelFormatError } from '../modelFormatError.ts';
import { decodeText } from './decodeText.ts';

const deepest = 100;

/**
 * Parses a model file in JSON. `NaN` and `Infinity`, which JSON lacks and C++ libraries write, become the text "NaN" and infinite numbers.
 *
 * @param what the kind of file, for messages: "an XGBoost model"
 * @throws ModelFormatError when the bytes are not UTF-8, no JSON, cut short or nested too deep
 */
export function parseDocument(bytes: Uint8Array, what: string): unknown {
  const text = decodeText(bytes, `${what} is JSON`);
  checkDepth(text, what);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const standard = withStandardNumbers(text, what);
    try {
      if (standard !== text) return JSON.parse(standard);
    } catch {
      // The first reason is the one to report.
    }
    const cut = /[}\]]\s*$/.test(text) ? '' : '; the file ends in the middle, so it was cut off';
    throw new ModelFormatError(`${what} is JSON, got ${bytes.length} bytes that do not parse: ${reasonOf(cause)}${cut}`, { cause });
  }
}

/** Most spelled numbers in a file: each takes memory of its own. */
const mostSpelled = 1_000_000;

/** The text with its spelled numbers outside of strings as numbers or texts of JSON. */
function withStandardNumbers(text: string, what: string): string {
  const quoteOrNumber = /"|-?\b(?:NaN|Infinity)\b/g;
  if (!/\b(NaN|Infinity)\b/.test(text)) return text;
  const parts: string[] = [];
  let from = 0;
  for (let found = quoteOrNumber.exec(text); found !== null; found = quoteOrNumber.exec(text)) {
    if (found[0] === '"') {
      quoteOrNumber.lastIndex = endOfString(text, found.index) + 1;
      continue;
    }
    if (parts.length > 2 * mostSpelled) throw new ModelFormatError(`${what} holds at most ${mostSpelled} NaN and Infinity, got more`);
    parts.push(text.slice(from, found.index), standardNumber(found[0]));
    from = quoteOrNumber.lastIndex;
  }
  return [...parts, text.slice(from)].join('');
}

function standardNumber(match: string): string {
  if (match.endsWith('NaN')) return '"NaN"';
  return match.startsWith('-') ? '-1e999' : '1e999';
}

/** Before parsing, since each level of brackets takes far more memory than its byte. */
function checkDepth(text: string, what: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
    } else if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > deepest) throw new ModelFormatError(`${what} is nested at most ${deepest} levels deep, got more at character ${at}`);
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
}

/** The closing quote of the string that opens at `at`, or the end of the text. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function reasonOf(cause: unknown): string {
  // V8 quotes the text around the place, which may hold line breaks.
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ');
}

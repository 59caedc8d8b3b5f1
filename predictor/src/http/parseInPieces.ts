import { isUtf8 } from 'node:buffer';
import { ProblemError } from '../problem.ts';
import { notJsonBody, notUtf8Body } from './requestBody.ts';

/** Bytes that are parsed in one go. */
const pieceBytes = 64 * 1024;

/** Bytes that are looked at between two turns of the event loop. */
const turnBytes = 128 * 1024;

/** Deepest nesting of lists and objects that are larger than a piece. */
const deepest = 16;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Most members of one object that is larger than a piece: its table grows in steps that take as long as all of it. */
const mostMembers = 50_000;

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Source {
  readonly bytes: Buffer;
  /** Gives everything that waits a turn when many bytes were looked at. */
  readonly pass: (bytes: number) => Promise<void>;
}

/** Neighbouring elements of a list or an object. */
interface Group extends Span {
  readonly isSingle: boolean;
}

/** A body as JSON, in pieces. @throws ProblemError (400) for what is no JSON in UTF-8, and as `parseInPieces` */
export async function parseLargeJson(bytes: Buffer): Promise<unknown> {
  if (!isUtf8(bytes)) throw notUtf8Body(bytes);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  try {
    return await parseInPieces(bytes.subarray(mark));
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw notJsonBody(bytes.toString('utf8', mark, mark + excerptBytes), cause as Error);
  }
}

/** Bytes of a body that is no JSON in which its refusal looks for a reason. */
const excerptBytes = 4096;

/**
 * Parses JSON as `JSON.parse` does, in pieces between which everything that waits has a turn: a large list or object is cut at its elements,
 * which are parsed some at a time.
 *
 * @param bytes UTF-8
 * @throws SyntaxError for what is no JSON; ProblemError (422) for large parts that are nested deeper than 16 levels, and for objects of more than
 *   50,000 members
 */
export function parseInPieces(bytes: Buffer): Promise<unknown> {
  let passed = 0;
  const pass = async (count: number) => {
    passed += count;
    if (passed < turnBytes) return;
    passed = 0;
    await new Promise(setImmediate);
  };
  return valueIn({ bytes, pass }, { start: 0, end: bytes.length }, 0);
}

async function valueIn(source: Source, span: Span, depth: number): Promise<unknown> {
  const { start, end } = trim(source.bytes, span);
  const [first, last] = [source.bytes[start], source.bytes[end - 1]];
  const isList = first === openList && last === closeList;
  if (end - start <= pieceBytes || !(isList || (first === openObject && last === closeObject)))
    return parsePiece(source, { start, end }, ['', '']);
  if (depth >= deepest) throw new ProblemError('wrong_shape', `large lists and objects are nested deeper than ${deepest} levels`);
  const inside = { start: start + 1, end: end - 1 };
  return isList ? listIn(source, inside, depth) : objectIn(source, inside, depth);
}

async function listIn(source: Source, inside: Span, depth: number): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const group of groupsIn(source, inside)) {
    if (isLarge(group)) list.push(await valueIn(source, group, depth + 1));
    else for (const value of (await parsePiece(source, group, ['[', ']'])) as unknown[]) list.push(value);
  }
  return list;
}

async function objectIn(source: Source, inside: Span, depth: number): Promise<object> {
  const members = new Map<string, unknown>();
  const add = (key: string, value: unknown) => {
    members.set(key, value);
    if (members.size > mostMembers) throw new ProblemError('wrong_shape', `an object has more than ${mostMembers} members`);
  };
  for await (const group of groupsIn(source, inside)) {
    const separator = isLarge(group) ? separatorIn(source.bytes, group) : undefined;
    if (separator === undefined) {
      for (const [key, value] of Object.entries((await parsePiece(source, group, ['{', '}'])) as object)) add(key, value);
      continue;
    }
    const key = await parsePiece(source, { start: group.start, end: separator }, ['', '']);
    add(key as string, await valueIn(source, { start: separator + 1, end: group.end }, depth + 1));
  }
  return Object.fromEntries(members);
}

function isLarge({ start, end, isSingle }: Group): boolean {
  return isSingle && end - start > pieceBytes;
}

async function parsePiece({ bytes, pass }: Source, { start, end }: Span, [before, after]: readonly [string, string]): Promise<unknown> {
  await pass(end - start);
  return JSON.parse(before + bytes.toString('utf8', start, end) + after);
}

/** The elements between two brackets; a large one is a group of its own. */
async function* groupsIn({ bytes, pass }: Source, { start, end }: Span): AsyncGenerator<Group> {
  let group = start;
  let element = start;
  let depth = 0;
  let looked = start;
  const groupsTo = function* (at: number): Generator<Group> {
    const isLargeElement = at - element > pieceBytes;
    if (isLargeElement && element > group) yield { start: group, end: element - 1, isSingle: false };
    if (isLargeElement) group = element;
    if (at - group > pieceBytes || at === end) {
      const isSingle = group === element;
      if (group > start && isBlank(bytes, { start: group, end: at })) throw new SyntaxError('a comma is followed by no element');
      yield { start: group, end: at, isSingle };
      group = at + 1;
    }
  };
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) at = closingQuote(bytes, at, end);
    else if (byte === openList || byte === openObject) depth++;
    else if (byte === closeList || byte === closeObject) depth--;
    else if (byte === comma && depth === 0) {
      if (at - group > pieceBytes) yield* groupsTo(at);
      element = at + 1;
    }
    if (at - looked < turnBytes) continue;
    await pass(at - looked);
    looked = at;
  }
  yield* groupsTo(end);
}

/** Where a text ends that starts with a quote; the end of the bytes where it does not. */
function closingQuote(bytes: Buffer, opening: number, end: number): number {
  for (let at = opening + 1; at < end; at++) {
    const byte = bytes[at];
    if (byte === backslash) at++;
    else if (byte === quote) return at;
  }
  return end;
}

/** The colon after the key of a member; undefined where there is none. */
function separatorIn(bytes: Buffer, member: Span): number | undefined {
  const { start, end } = trim(bytes, member);
  if (bytes[start] !== quote) return undefined;
  let at = closingQuote(bytes, start, end) + 1;
  while (at < end && isSpace(bytes[at])) at++;
  return bytes[at] === colon && at < end ? at : undefined;
}

function trim(bytes: Buffer, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && isSpace(bytes[from])) from++;
  while (to > from && isSpace(bytes[to - 1])) to--;
  return { start: from, end: to };
}

function isBlank(bytes: Buffer, span: Span): boolean {
  const { start, end } = trim(bytes, span);
  return start === end;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

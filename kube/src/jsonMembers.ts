import type { Rest } from './rest.ts';

/** A value within JSON text: the bytes from `start` up to `end`. */
export interface JsonPart {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** What one walk over JSON may meet at most; more is refused before anything is built of it. */
export interface JsonBounds {
  /** Values, at any depth. */
  readonly nodes: number;
  readonly depth: number;
}

/** Bytes after which a walk asks whether it is time to rest. */
const restBytes = 16 * 1024;

/** Members after which a walk asks the same: each costs its receiver something. */
const restMembers = 64;

const [quote, backslash, comma, colon, openObject, closeObject, openList, closeList] = [...'"\\,:{}[]'].map((one) => one.charCodeAt(0));

/**
 * Walks over the members of an object, or the elements of a list, without parsing them: JSON of any size is read in pieces, and a value
 * that is left alone costs no more than a look at its bytes. Values that are not parsed afterwards are not known to be valid.
 *
 * @param onMember receives the name of a member (empty for elements) and its value
 * @throws SyntaxError for text that is no object and no list, or ends within it; RangeError for more values, or deeper ones, than the bounds
 */
export async function eachMember(
  { bytes, start, end }: JsonPart,
  onMember: (name: string, value: JsonPart) => void,
  { bounds, rest }: { readonly bounds: JsonBounds; readonly rest: Rest },
): Promise<void> {
  const walk: Walk = { bytes, depth: 0, nodes: 0, text: -1, name: undefined, value: -1, onMember, isObject: false, isOver: false };
  let [restedAt, members] = [start, 0];
  for (let at = start; at < end; at++) {
    if (at - restedAt >= restBytes || members >= restMembers) {
      [restedAt, members] = [at, 0];
      await rest();
    }
    if (walk.text !== -1) {
      const found = endOfText(bytes, at, Math.min(end, at + restBytes));
      at = found < 0 ? ~found - 1 : found;
      if (found < 0) continue;
      if (walk.depth === 1 && walk.value === -1) beginAt(walk, walk.text, at + 1);
      walk.text = -1;
      continue;
    }
    const code = bytes[at] as number;
    if (code <= 32) continue;
    if (walk.isOver) throw new SyntaxError('there is more after its end');
    if (code === quote) {
      if (walk.depth === 0) throw new SyntaxError('it is no object and no list');
      walk.text = at;
    } else if (code === comma) {
      if (walk.depth === 1) {
        finishMember(walk, at);
        members++;
      }
      if (++walk.nodes > bounds.nodes) throw new RangeError(`it has more than ${bounds.nodes} values`);
    } else if (code === openObject || code === openList) {
      if (walk.depth === 0) walk.isObject = code === openObject;
      else if (walk.depth === 1 && walk.value === -1) beginAt(walk, at);
      if (++walk.nodes > bounds.nodes) throw new RangeError(`it has more than ${bounds.nodes} values`);
      if (++walk.depth > bounds.depth) throw new RangeError(`it is nested deeper than ${bounds.depth}`);
    } else if (code === closeObject || code === closeList) {
      if (walk.depth === 1) finishMember(walk, at);
      if (--walk.depth < 0) throw new SyntaxError('it is no object and no list');
      walk.isOver = walk.depth === 0;
    } else if (walk.depth === 0) throw new SyntaxError('it is no object and no list');
    else if (code !== colon && walk.depth === 1 && walk.value === -1) beginAt(walk, at);
  }
  if (!walk.isOver) throw new SyntaxError('it ends too early');
}

interface Walk {
  readonly bytes: Buffer;
  readonly onMember: (name: string, value: JsonPart) => void;
  depth: number;
  nodes: number;
  /** Where a text starts within which the walk is; -1 outside of texts. */
  text: number;
  /** Name of the member that started. */
  name: string | undefined;
  /** Where its value starts; -1 before that. */
  value: number;
  isObject: boolean;
  isOver: boolean;
}

/** A name or a value of the outermost object or list starts. @param nameEnd end of a text, which may be a name */
function beginAt(walk: Walk, at: number, nameEnd?: number): void {
  if (!walk.isObject || walk.name !== undefined) walk.value = at;
  else if (nameEnd === undefined) throw new SyntaxError('a member has no name');
  else walk.name = JSON.parse(walk.bytes.toString('utf8', at, nameEnd)) as string;
}

function finishMember(walk: Walk, end: number): void {
  const { bytes, name = '', value } = walk;
  if (value !== -1) walk.onMember(name, { bytes, start: value, end });
  walk.name = undefined;
  walk.value = -1;
}

/**
 * @param at within a text, not behind a backslash
 * @returns the position of its closing quote; when it is not among these bytes, the complement (`~`) of where to go on
 */
function endOfText(bytes: Buffer, at: number, end: number): number {
  let place = at;
  for (; place < end; place++) {
    const code = bytes[place];
    if (code === quote) return place;
    if (code === backslash) place++;
  }
  return ~place;
}

/**
 * Parses a part.
 *
 * @throws SyntaxError for anything but JSON, RangeError for more than so many bytes
 */
export function parsePart({ bytes, start, end }: JsonPart, mostBytes: number): unknown {
  if (end - start > mostBytes) throw new RangeError(`expected at most ${mostBytes} bytes, got ${end - start}`);
  return JSON.parse(bytes.toString('utf8', start, end));
}

/** A whole text as a part. */
export function wholePart(bytes: Buffer): JsonPart {
  return { bytes, start: 0, end: bytes.length };
}

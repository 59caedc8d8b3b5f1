import type { Readable } from 'node:stream';

const TAIL_CHARACTERS = 2_000;

/** What a stream said so far. */
export interface BoundedText {
  text(): string;
  /** Whether the stream said more than was kept. */
  exceeded(): boolean;
}

/** Collects a stream's UTF-8 text up to a limit and lets the rest run by, so that a talkative process fills no memory. */
export function boundedText(stream: Readable, limitCharacters: number): BoundedText {
  const parts: string[] = [];
  let length = 0;
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    if (length <= limitCharacters) parts.push(part);
    length += part.length;
  });
  return { text: () => parts.join('').slice(0, limitCharacters), exceeded: () => length > limitCharacters };
}

/** The last 2,000 characters. */
export function textTail(text: string): string {
  return text.slice(-TAIL_CHARACTERS);
}

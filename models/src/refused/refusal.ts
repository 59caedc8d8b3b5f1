import { binaryRefusal } from './binaryRefusal.ts';
import { compressionRefusal } from './compressionRefusal.ts';
import { pickleRefusal } from './pickleRefusal.ts';
import { textRefusal } from './textRefusal.ts';
import { zipRefusal } from './zipRefusal.ts';

/** What a file of no format is, and how to save the model instead; undefined where nothing is recognised. For people. */
type Refusal = (bytes: Uint8Array) => string | undefined;

const refusals: readonly Refusal[] = [emptyRefusal, pickleRefusal, compressionRefusal, textRefusal, binaryRefusal, zipRefusal];

/** Recognises files that users give for models and that hold none which is read: by content, never by name. It reads and never runs them. */
export function refusal(bytes: Uint8Array): string | undefined {
  for (const recognise of refusals) {
    const found = recognise(bytes);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The start of a file that is of no known kind, for a message: as text where it is text. */
export function startOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 24));
  const text = start.toString('latin1');
  return /^[\x20-\x7e\s]+$/.test(text) ? JSON.stringify(text) : `0x${start.subarray(0, 12).toString('hex')}`;
}

function emptyRefusal(bytes: Uint8Array): string | undefined {
  return bytes.length === 0 ? 'the file is empty: the copy or the download failed' : undefined;
}

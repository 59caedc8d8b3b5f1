import { crc32, deflateRawSync } from 'node:zlib';
import { loadModel } from './loadModel.ts';
import type { ModelContract } from './model.ts';
import { readZip } from './zip/readZip.ts';

/** Numbers from 0 to 1, the same for the same seed (Mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
type Mutation = (bytes: Buffer, random: Random) => Uint8Array;

const extremes = [
  '1e999',
  '-1e999',
  '-1',
  '0',
  '2147483647',
  '-2147483648',
  '4294967296',
  '9007199254740993',
  '1e308',
  '1e-320',
  'NaN',
  'inf',
  '""',
  'null',
  '{}',
  '[]',
  'true',
  '0.5',
];

/** What may happen to a file, by name; the mutations of texts leave binary files mostly as they are. */
const mutations: Readonly<Record<string, Mutation>> = {
  cut: (bytes, random) => bytes.subarray(0, place(bytes, random)),
  'cut out': (bytes, random) => splice(bytes, random, () => Buffer.alloc(0)),
  double: (bytes, random) => splice(bytes, random, (piece) => Buffer.concat([piece, piece])),
  swap: (bytes, random) => {
    const [from, middle, to] = [place(bytes, random), place(bytes, random), place(bytes, random)].sort((left, right) => left - right) as [
      number,
      number,
      number,
    ];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(middle, to), bytes.subarray(from, middle), bytes.subarray(to)]);
  },
  bits: (bytes, random) =>
    change(bytes, 1 + Math.floor(random() * 8), (copy) => {
      const at = place(copy, random);
      copy[at] = (copy[at] as number) ^ (1 << Math.floor(random() * 8));
    }),
  noise: (bytes, random) => splice(bytes, random, (piece) => Buffer.from(piece.map(() => random() * 256))),
  'large length': (bytes, random) =>
    change(bytes, 1, (copy) => {
      const at = place(copy, random);
      copy.fill(random() < 0.5 ? 0x7f : 0, at, Math.min(copy.length, at + 1 + Math.floor(random() * 8)));
    }),
  ones: (bytes, random) => splice(bytes, random, (piece) => Buffer.alloc(Math.min(8, piece.length), 0xff)),
  number: (bytes, random) => replaceNumber(bytes, random, () => extremes[Math.floor(random() * extremes.length)] as string),
  'numbers swapped': (bytes, random) => {
    const all = numbersIn(bytes);
    const other = all[Math.floor(random() * all.length)];
    return replaceNumber(bytes, random, () => (other === undefined ? '7' : bytes.toString('latin1', other.from, other.to)));
  },
  'deep nesting': (bytes, random) =>
    replaceNumber(bytes, random, () => (random() < 0.5 ? '[' : '{"a":').repeat(1 + Math.floor(random() * 20_000))),
  'long list': (bytes, random) => replaceNumber(bytes, random, () => `[${'1,'.repeat(Math.floor(random() * 5000))}1]`),
};

/** A changed copy of a file and the name of what changed. Files in a zip may be changed inside, with a right checksum, or blown up. */
export function mutate(file: Uint8Array, random: Random): { name: string; bytes: Uint8Array } {
  const names = Object.keys(mutations);
  const name = names[Math.floor(random() * names.length)] as string;
  const bytes = Buffer.from(file);
  const change = (content: Buffer): Uint8Array => (mutations[name as keyof typeof mutations] as Mutation)(content, random);
  if (bytes.toString('latin1', 0, 2) !== 'PK' || random() < 0.3) return { name, bytes: change(bytes) };
  const zip = readZip(bytes);
  const chosen = random() < 0.6 ? 'schema.json' : zip.names[Math.floor(random() * zip.names.length)];
  const isBomb = random() < 0.02;
  const entries = zip.names.map((entry) => {
    const content = Buffer.from(zip.read(entry));
    if (entry !== chosen) return { name: entry, content };
    return { name: entry, content: isBomb ? Buffer.concat([content, Buffer.alloc(24_000_000)]) : change(content) };
  });
  return { name: isBomb ? `bomb in ${chosen}` : `${name} in ${chosen}`, bytes: writeZip(entries) };
}

/**
 * Loads a file and predicts with it, as a server would.
 *
 * @returns what is wrong: an error that is none of ours, or one without a message of one line; undefined for an answer or a refusal
 */
export async function mishapOf(bytes: Uint8Array, contract: ModelContract, format: string): Promise<string | undefined> {
  const width = contract.features.length;
  const rows = Float64Array.from({ length: 8 * width }, (_, cell) => (cell % 5 === 0 ? Number.NaN : (cell % 3) * 10));
  try {
    const model = await loadModel(bytes, contract, format);
    const { values } = await model.predict(rows, 8);
    await model.margins?.(rows, 8);
    return values.length === 8 ? undefined : `${values.length} answers to 8 rows`;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const isOurs = error.name === 'ModelFormatError' || error.name === 'ModelInputError';
    return isOurs && error.message !== '' && !error.message.includes('\n') && error.message.length < 1000 ? undefined : `${error.stack}`;
  }
}

/** A zip of deflated entries with right checksums. */
export function writeZip(entries: readonly { name: string; content: Uint8Array }[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const [packed, title] = [deflateRawSync(content), Buffer.from(name, 'utf8')];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(title.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, title);
    at += 30 + title.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

function place(bytes: Uint8Array, random: Random): number {
  return Math.floor(random() * bytes.length);
}

function splice(bytes: Buffer, random: Random, by: (piece: Buffer) => Uint8Array): Uint8Array {
  const from = place(bytes, random);
  const to = Math.min(bytes.length, from + 1 + Math.floor(random() ** 3 * 400));
  return Buffer.concat([bytes.subarray(0, from), by(bytes.subarray(from, to)), bytes.subarray(to)]);
}

function change(bytes: Buffer, times: number, once: (copy: Buffer) => unknown): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let time = 0; time < times && copy.length > 0; time++) once(copy);
  return copy;
}

function numbersIn(bytes: Buffer): { from: number; to: number }[] {
  return [...bytes.toString('latin1').matchAll(/(?<![\w.])-?\d+(\.\d+)?([eE][-+]?\d+)?/g)].map(({ index, 0: text }) => ({
    from: index,
    to: index + text.length,
  }));
}

function replaceNumber(bytes: Buffer, random: Random, by: () => string): Uint8Array {
  const all = numbersIn(bytes);
  const one = all[Math.floor(random() * all.length)];
  return one === undefined ? bytes : Buffer.concat([bytes.subarray(0, one.from), Buffer.from(by(), 'latin1'), bytes.subarray(one.to)]);
}

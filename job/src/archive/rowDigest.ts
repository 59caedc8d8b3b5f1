import type { RowContract, RowPage } from '@modelmonitor/store';

/** Rows and a digest of all their cells that does not depend on their order: digests of two sets of rows add up. */
export interface RowDigest {
  readonly rows: number;
  /** Sums modulo 2^32 of two hashes of each row. */
  readonly sums: readonly [number, number];
}

/** The digest as 16 hexadecimal digits. */
export function digestText({ sums }: RowDigest): string {
  return sums.map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Two hashes of each row of a page. */
export interface RowHashes {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

/** The digest of pages. */
export async function digestOf(pages: AsyncIterable<RowPage>): Promise<RowDigest> {
  const hash = createRowHash();
  let [rows, sum, other] = [0, 0, 0];
  for await (const page of pages) {
    const { first, second } = hash(page);
    for (let row = 0; row < page.rows; row++) {
      sum = (sum + (first[row] as number)) >>> 0;
      other = (other + (second[row] as number)) >>> 0;
    }
    rows += page.rows;
  }
  return { rows, sums: [sum, other] };
}

const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca77;

/**
 * Two multiplicative hashes over id, time, version, contract, features, prediction, probabilities, label and its time of each row. Times count
 * to the microsecond, texts as well-formed Unicode, and every NaN is the same, and so is 0 of either sign.
 */
export function createRowHash(): (page: RowPage) => RowHashes {
  const mixer = createMixer();
  const contracts = new Map<RowContract, number>();
  const contractHash = (contract: RowContract): number => {
    const known = contracts.get(contract) ?? textHash(JSON.stringify(contract));
    contracts.set(contract, known);
    return known;
  };
  return (page) => {
    const { rows, contract, features, probabilities } = page;
    const [width, classes] = [contract.features.length, contract.classes.length];
    const ofContract = contractHash(contract);
    const unseen = rowsOfUnseen(page);
    const hashes = { first: new Uint32Array(rows), second: new Uint32Array(rows) };
    for (let row = 0; row < rows; row++) {
      mixer.start(ofContract);
      mixer.text(page.ids[row] as string);
      mixer.time(page.times[row] as number);
      mixer.text(page.versions[row] as string);
      for (let index = row * width; index < (row + 1) * width; index++) mixer.number(features[index] as number);
      mixer.number(page.predictions[row] as number);
      for (let index = row * classes; index < (row + 1) * classes; index++) mixer.number(probabilities[index] as number);
      mixer.label(page.actuals[row] as string | number | null);
      mixer.time(page.labelTimes[row] as number);
      for (const { feature, text } of unseen.get(row) ?? []) {
        mixer.number(feature);
        mixer.text(text);
      }
      [hashes.first[row], hashes.second[row]] = mixer.hashes() as [number, number];
    }
    return hashes;
  };
}

/** The two hashes of a row on their way. */
interface Mixer {
  start(contract: number): void;
  number(value: number): void;
  time(milliseconds: number): void;
  text(text: string): void;
  label(actual: string | number | null): void;
  hashes(): readonly [number, number];
}

function createMixer(): Mixer {
  const numbers = new Float64Array(1);
  const words = new Uint32Array(numbers.buffer);
  let [first, second] = [0, 0];
  const mix = (word: number) => {
    first = Math.imul(first ^ word, FIRST);
    first ^= first >>> 15;
    second = Math.imul(second ^ word, SECOND);
    second ^= second >>> 13;
  };
  const mixNumber = (value: number) => {
    // Not -0, which files may turn into 0.
    numbers[0] = Number.isNaN(value) ? Number.NaN : value + 0;
    mix(words[0] as number);
    mix(words[1] as number);
  };
  const mixText = (text: string) => {
    const formed = text.isWellFormed() ? text : text.toWellFormed();
    mix(formed.length);
    for (let index = 0; index < formed.length; index++) mix(formed.charCodeAt(index));
  };
  const label = (actual: string | number | null) => {
    if (actual === null) mix(0);
    else if (typeof actual === 'number') {
      mix(1);
      mixNumber(actual);
    } else {
      mix(2);
      mixText(actual);
    }
  };
  return {
    start(contract) {
      first = contract;
      second = ~contract;
    },
    number: mixNumber,
    time: (milliseconds) => mixNumber(Math.round(milliseconds * 1000)),
    text: mixText,
    label,
    hashes: () => [first, second],
  };
}

function rowsOfUnseen({ unseen }: RowPage): ReadonlyMap<number, { readonly feature: number; readonly text: string }[]> {
  const byRow = Map.groupBy(unseen, ({ row }) => row);
  for (const list of byRow.values()) list.sort((one, two) => one.feature - two.feature);
  return byRow;
}

function textHash(text: string): number {
  let hash = FIRST;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), SECOND);
  return hash;
}

import type { UnseenText } from '../rowBatch.ts';
import type { RowContract } from '../rowContract.ts';
import type { RowPage } from '../rowPage.ts';
import type { RowReader } from './rowReader.ts';

const mostBytes = 8 * 1024 * 1024;

/** Collects rows of one contract into a page. */
export class PageBuilder {
  readonly number: number;
  readonly #contract: RowContract;
  readonly #most: number;
  readonly #times: Float64Array;
  readonly #features: Float64Array;
  readonly #predictions: Float64Array;
  readonly #probabilities: Float64Array;
  readonly #labelTimes: Float64Array;
  readonly #ids: string[] = [];
  readonly #versions: string[] = [];
  readonly #actuals: (string | number | null)[] = [];
  readonly #unseen: UnseenText[] = [];
  #rows = 0;

  constructor(number: number, contracts: ReadonlyMap<number, RowContract>, mostRows: number) {
    const contract = contracts.get(number);
    if (contract === undefined) throw new Error(`expected contract ${number} of the row in the table of contracts`);
    const [features, classes] = [contract.features.length, contract.classes.length];
    const most = Math.max(1, Math.min(mostRows, Math.floor(mostBytes / (8 * (features + classes + 6)))));
    this.number = number;
    this.#contract = contract;
    this.#most = most;
    this.#times = new Float64Array(most);
    this.#features = new Float64Array(most * features);
    this.#predictions = new Float64Array(most);
    this.#probabilities = new Float64Array(most * classes);
    this.#labelTimes = new Float64Array(most);
  }

  get isFull(): boolean {
    return this.#rows === this.#most;
  }

  /** Reads the columns of a row behind that of its contract. */
  add(reader: RowReader): void {
    const row = this.#rows;
    const [features, classes] = [this.#contract.features.length, this.#contract.classes.length];
    this.#times[row] = reader.time();
    this.#predictions[row] = reader.float8();
    this.#ids.push(reader.text() ?? '');
    this.#versions.push(reader.text() ?? '');
    reader.floats(this.#probabilities, row * classes, classes);
    reader.floats(this.#features, row * features, features);
    const unseen = reader.text();
    if (unseen !== null) {
      const texts = Object.entries(JSON.parse(unseen) as Record<string, string>);
      for (const [feature, text] of texts) this.#unseen.push({ row, feature: Number(feature), text });
    }
    const name = reader.text();
    const value = reader.float8();
    this.#actuals.push(name ?? (Number.isNaN(value) ? null : value));
    this.#labelTimes[row] = reader.time();
    this.#rows++;
  }

  page(): RowPage {
    const rows = this.#rows;
    const [features, classes] = [this.#contract.features.length, this.#contract.classes.length];
    return {
      contract: this.#contract,
      rows,
      ids: this.#ids,
      times: this.#times.slice(0, rows),
      versions: this.#versions,
      features: this.#features.slice(0, rows * features),
      predictions: this.#predictions.slice(0, rows),
      probabilities: this.#probabilities.slice(0, rows * classes),
      unseen: this.#unseen,
      actuals: this.#actuals,
      labelTimes: this.#labelTimes.slice(0, rows),
    };
  }
}

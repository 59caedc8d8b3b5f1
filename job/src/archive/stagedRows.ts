import type { DuckDBAppender, DuckDBConnection, DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import type { RowContract, RowPage } from '@modelmonitor/store';
import type { LabelKinds } from './archiveColumns.ts';
import { createRowHash, type RowHashes } from './rowDigest.ts';

/**
 * Rows on their way into a file, in tables of a database: `rows0`, `rows1`, … one for each contract, of which every cell but the id is a number,
 * and `texts` with the texts that no list of the header has, by `seq` of their row and name of their column.
 */
export interface StagedRows {
  /** @param layer rows of a higher layer replace those of a lower one with the same id and time */
  add(page: RowPage, layer?: number): Promise<void>;
  /** Makes all rows visible to queries. */
  flush(): void;
  readonly contracts: readonly RowContract[];
  /** For each contract. */
  readonly labels: readonly LabelKinds[];
  versions(): readonly string[];
  /** Places of the table `texts` that have texts. */
  readonly places: ReadonlySet<string>;
}

/** Most rows of a chunk of the database. */
const CHUNK_ROWS = 2048;

const [SEQ, LAYER, FIRST, SECOND, TIME, VERSION, LABEL_TIME, LABEL_NUMBER, LABEL_CODE, PREDICTION] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Numbers before the probabilities `p0`, … and the features `f0`, …; after them is the id. */
const leading = ['seq', 'layer', 'first', 'second', 'time', 'version', 'label_time', 'label_number', 'label_code', 'prediction'];

/** Rows of one contract. */
interface StagedTable {
  readonly contract: number;
  readonly columns: number;
  readonly appender: DuckDBAppender;
  readonly chunk: DuckDBDataChunk;
  readonly labelKinds: { text: boolean; number: boolean };
  readonly classCodes: ReadonlyMap<string, number>;
}

export async function stageRows(connection: DuckDBConnection): Promise<StagedRows> {
  await connection.run('CREATE TABLE texts(seq DOUBLE, place VARCHAR, text VARCHAR)');
  const texts = await connection.createAppender('texts');
  const contracts: RowContract[] = [];
  const tables = new Map<string, StagedTable>();
  const known = new Map<RowContract, StagedTable>();
  const versions = new Map<string, number>();
  const places = new Set<string>();
  const hash = createRowHash();
  let seq = 0;
  const tableFor = async (contract: RowContract): Promise<StagedTable> => {
    const key = JSON.stringify(contract);
    const table = known.get(contract) ?? tables.get(key) ?? (await createTable(connection, contract, contracts.push(contract) - 1));
    tables.set(key, table);
    known.set(contract, table);
    return table;
  };
  const addText = (row: number, place: string, text: string) => {
    places.add(place);
    texts.appendDouble(row);
    texts.appendVarchar(place);
    texts.appendVarchar(text);
    texts.endRow();
  };
  const codeOfVersion = (name: string): number => {
    const code = versions.get(name) ?? versions.size;
    versions.set(name, code);
    return code;
  };
  return {
    async add(page, layer = 0) {
      const table = await tableFor(page.contract);
      const hashes = hash(page);
      for (let from = 0; from < page.rows; from += CHUNK_ROWS) {
        const rows = Math.min(CHUNK_ROWS, page.rows - from);
        appendChunk(table, { page, hashes, from, rows, layer, seq: seq + from, codeOfVersion, addText });
      }
      for (const { row, feature, text } of page.unseen) addText(seq + row, `f${feature}`, wellFormed(text));
      seq += page.rows;
    },
    flush() {
      for (const { appender } of tables.values()) appender.flushSync();
      texts.flushSync();
    },
    contracts,
    get labels() {
      return [...tables.values()].map(({ labelKinds }) => labelKinds);
    },
    versions: () => [...versions.keys()],
    places,
  };
}

async function createTable(connection: DuckDBConnection, contract: RowContract, index: number): Promise<StagedTable> {
  const { DuckDBDataChunk: Chunk, DOUBLE, VARCHAR } = await import('@duckdb/node-api');
  const names = [...leading, ...contract.classes.map((_, at) => `p${at}`), ...contract.features.map((_, at) => `f${at}`)];
  await connection.run(`CREATE TABLE rows${index}(${names.map((name) => `"${name}" DOUBLE`).join(', ')}, id VARCHAR)`);
  return {
    contract: index,
    columns: names.length,
    appender: await connection.createAppender(`rows${index}`),
    chunk: Chunk.create([...names.map(() => DOUBLE), VARCHAR], CHUNK_ROWS),
    labelKinds: { text: false, number: false },
    classCodes: new Map(contract.classes.map((name, code) => [name, code])),
  };
}

interface ChunkOfPage {
  readonly page: RowPage;
  readonly hashes: RowHashes;
  /** First row of the page. */
  readonly from: number;
  readonly rows: number;
  readonly layer: number;
  /** Number of the first row. */
  readonly seq: number;
  readonly codeOfVersion: (name: string) => number;
  readonly addText: (row: number, place: string, text: string) => void;
}

function appendChunk(table: StagedTable, part: ChunkOfPage): void {
  const { chunk, columns, appender } = table;
  const { page, from, rows } = part;
  chunk.reset();
  chunk.rowCount = rows;
  const vectors = Array.from({ length: columns }, (_, index) => numbersOf(chunk.getColumnVector(index)));
  fillLeading(vectors, table, part);
  const classes = page.contract.classes.length;
  const width = page.contract.features.length;
  for (let index = 0; index < classes; index++)
    fillColumn(vectors[leading.length + index], page.probabilities, { from, index, width: classes });
  for (let index = 0; index < width; index++) fillColumn(vectors[leading.length + classes + index], page.features, { from, index, width });
  for (let index = 0; index < columns; index++) chunk.getColumnVector(index).flush();
  const ids = chunk.getColumnVector(columns);
  for (let row = 0; row < rows; row++) ids.setItem(row, wellFormed(page.ids[from + row] as string));
  ids.flush();
  appender.appendDataChunk(chunk);
}

function fillLeading(vectors: readonly Float64Array[], { labelKinds, classCodes }: StagedTable, part: ChunkOfPage): void {
  const { page, hashes, from, rows, layer, seq, codeOfVersion, addText } = part;
  const column = (place: number) => vectors[place] as Float64Array;
  column(LAYER as number).fill(layer);
  column(FIRST as number).set(hashes.first.subarray(from, from + rows));
  column(SECOND as number).set(hashes.second.subarray(from, from + rows));
  column(PREDICTION as number).set(page.predictions.subarray(from, from + rows));
  const [seqs, times, versions, labelTimes] = [SEQ, TIME, VERSION, LABEL_TIME].map((place) => column(place as number)) as Float64Array[];
  const [numbers, codes] = [column(LABEL_NUMBER as number), column(LABEL_CODE as number)];
  for (let row = 0; row < rows; row++) {
    const actual = page.actuals[from + row] ?? null;
    (seqs as Float64Array)[row] = seq + row;
    (times as Float64Array)[row] = Math.round((page.times[from + row] as number) * 1000);
    (versions as Float64Array)[row] = codeOfVersion(page.versions[from + row] as string);
    (labelTimes as Float64Array)[row] = Math.round((page.labelTimes[from + row] as number) * 1000);
    numbers[row] = typeof actual === 'number' ? actual : Number.NaN;
    codes[row] = typeof actual === 'string' ? (classCodes.get(actual) ?? classCodes.size) : Number.NaN;
    if (typeof actual === 'number') labelKinds.number = true;
    if (typeof actual !== 'string') continue;
    labelKinds.text = true;
    if (codes[row] === classCodes.size) addText(seq + row, 'label', wellFormed(actual));
  }
}

interface RowMajor {
  readonly from: number;
  readonly index: number;
  readonly width: number;
}

function fillColumn(column: Float64Array | undefined, cells: Float64Array, { from, index, width }: RowMajor): void {
  if (column === undefined) return;
  for (let row = 0, at = from * width + index; row < column.length; row++, at += width) column[row] = cells[at] as number;
}

/** The numbers of a vector, which `flush` writes. */
function numbersOf(vector: DuckDBVector): Float64Array {
  return (vector as unknown as { readonly items: Float64Array }).items;
}

function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

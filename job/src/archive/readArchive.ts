import type { DuckDBDataChunk } from '@duckdb/node-api';
import { errorText } from '@modelmonitor/api/plain';
import type { RowContract, RowPage } from '@modelmonitor/store';
import { openDuckDb } from '@modelmonitor/tables/files';
import { type ArchiveHeader, HEADER_KEY } from './archiveHeader.ts';
import {
  ID,
  LABEL_TIME_CELL,
  literal,
  PREDICTION_CELL,
  type ReadCells,
  readCells,
  TIME_CELL,
  VERSION_CELL,
  VERSION_TEXT,
} from './archiveSql.ts';
import { ArchiveError } from './errors.ts';

/** @throws ArchiveError when the file is missing, damaged, or has no rows of ours */
export async function readArchiveHeader(path: string): Promise<ArchiveHeader> {
  const { connection, close } = await openDuckDb();
  try {
    const sql = `SELECT decode(value) FROM parquet_kv_metadata(${pathLiteral(path)}) WHERE decode(key) = '${HEADER_KEY}'`;
    const [row] = (await connection.runAndReadAll(sql)).getRows();
    if (row === undefined) throw new ArchiveError(`${path}: expected a Parquet file of archived predictions, got one of another program`);
    const header = JSON.parse(String(row[0])) as ArchiveHeader;
    if (header.version !== 1) throw new ArchiveError(`${path}: expected an archive of version 1, got version ${header.version}`);
    return header;
  } catch (error) {
    throw readError(path, error);
  } finally {
    close();
  }
}

/** Rows of an archive, contract by contract. @throws ArchiveError when the file cannot be read */
export async function* archivePages(path: string, known?: ArchiveHeader): AsyncGenerator<RowPage> {
  const header = known ?? (await readArchiveHeader(path));
  const { connection, close } = await openDuckDb();
  const names = header.columns.map((_, index) => `c${index}`).join(', ');
  try {
    for (const [index, contract] of header.contracts.entries()) {
      const cells = readCells(contract, index, header);
      const ofContract = header.contracts.length === 1 ? '' : ` WHERE c${header.columns.length - 1} = ${index}`;
      const result = await connection.stream(
        `SELECT ${cells.sql.join(', ')} FROM read_parquet(${pathLiteral(path)}) t(${names})${ofContract}`,
      );
      for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
        yield pageOf(chunk, { contract, cells, header });
    }
  } catch (error) {
    throw readError(path, error);
  } finally {
    close();
  }
}

interface PageParts {
  readonly contract: RowContract;
  readonly cells: ReadCells;
  readonly header: ArchiveHeader;
}

function pageOf(chunk: DuckDBDataChunk, { contract, cells, header }: PageParts): RowPage {
  const rows = chunk.rowCount;
  const numbers = (place: number) => (chunk.getColumnVector(place) as unknown as { readonly items: Float64Array }).items;
  const texts = (place: number) => {
    const vector = chunk.getColumnVector(place);
    return (row: number) => vector.getItem(row) as string | null;
  };
  const milliseconds = (place: number) => Float64Array.from(numbers(place), (time) => time / 1000);
  const idOf = texts(ID);
  const [versionCodes, versionText] = [numbers(VERSION_CELL), texts(VERSION_TEXT)];
  const [features, unseen] = featuresOf({ contract, cells, rows, numbers, texts });
  return {
    contract,
    rows,
    ids: Array.from({ length: rows }, (_, row) => idOf(row) ?? ''),
    times: milliseconds(TIME_CELL),
    versions: Array.from({ length: rows }, (_, row) => header.versions[versionCodes[row] as number] ?? versionText(row) ?? ''),
    features,
    predictions: numbers(PREDICTION_CELL).slice(),
    probabilities: rowMajor(cells.probabilities.map(numbers), rows),
    unseen,
    actuals: labelsOf({ contract, cells, rows, numbers, texts }),
    labelTimes: milliseconds(LABEL_TIME_CELL),
  };
}

interface Vectors {
  readonly contract: RowContract;
  readonly cells: ReadCells;
  readonly rows: number;
  readonly numbers: (place: number) => Float64Array;
  readonly texts: (place: number) => (row: number) => string | null;
}

function featuresOf({ contract, cells, rows, numbers, texts }: Vectors): [Float64Array, RowPage['unseen']] {
  const unseen: RowPage['unseen'][number][] = [];
  const columns = cells.features.map(({ code, text }, feature) => {
    const values = numbers(code);
    if (text === undefined) return values;
    const others = contract.features[feature]?.categories?.length ?? 0;
    const textOf = texts(text);
    for (let row = 0; row < rows; row++) if (values[row] === others) unseen.push({ row, feature, text: textOf(row) ?? '' });
    return values;
  });
  return [rowMajor(columns, rows), unseen.sort((one, two) => one.row - two.row)];
}

function labelsOf({ contract, cells, rows, numbers, texts }: Vectors): (string | number | null)[] {
  const { number, code, text } = cells.label;
  const [values, codes] = [number, code].map((place) => (place === undefined ? undefined : numbers(place)));
  const textOf = text === undefined ? () => null : texts(text);
  return Array.from({ length: rows }, (_, row) => {
    const value = values?.[row] ?? Number.NaN;
    if (!Number.isNaN(value)) return value;
    const label = codes?.[row] ?? Number.NaN;
    return Number.isNaN(label) ? null : (contract.classes[label] ?? textOf(row));
  });
}

function rowMajor(columns: readonly Float64Array[], rows: number): Float64Array {
  const width = columns.length;
  const cells = new Float64Array(rows * width);
  for (const [index, column] of columns.entries())
    for (let row = 0, at = index; row < rows; row++, at += width) cells[at] = column[row] as number;
  return cells;
}

/** A path whose *, ? and [ are no pattern of many files. */
export function pathLiteral(path: string): string {
  return literal(path.replaceAll(/[[*?]/g, (character) => `[${character}]`));
}

function readError(path: string, error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  return new ArchiveError(`${path}: the archive cannot be read: ${errorText(error).split('\n')[0]}`, { cause: error });
}

import type { RowContract } from '@modelmonitor/store';
import type { ArchiveColumn } from './archiveHeader.ts';
import type { StagedRows } from './stagedRows.ts';

/** NaN, which stands for a missing number outside of files. */
const NAN = "'nan'::DOUBLE";

/** The rows that are written, in tables of `StagedRows`, as the columns of a file. */
export function rowsSql(staged: StagedRows, columns: readonly ArchiveColumn[]): string {
  const [versions, places] = [staged.versions(), staged.places];
  if (staged.contracts.length === 0) {
    const none = columns.map((column) => `NULL::${sqlTypes[column.type]} AS ${name(column.name)}`);
    return `SELECT ${none.join(', ')} WHERE false`;
  }
  const parts = staged.contracts.map((contract, index) => {
    const cells = columns.map((column) => `${cellSql(column, { contract, index, versions, places })} AS ${name(column.name)}`);
    return `SELECT ${cells.join(', ')} FROM kept${index} r`;
  });
  return parts.length === 1 ? (parts[0] as string) : `SELECT * FROM (${parts.join(' UNION ALL ')}) ORDER BY ${name(timeOf(columns))}`;
}

const sqlTypes = { text: 'VARCHAR', number: 'DOUBLE', time: 'TIMESTAMPTZ', truth: 'BOOLEAN', index: 'INTEGER' } as const;

function timeOf(columns: readonly ArchiveColumn[]): string {
  return columns.find(({ role }) => role === 'time')?.name ?? '';
}

interface Rows {
  readonly contract: RowContract;
  readonly index: number;
  readonly versions: readonly string[];
  readonly places: ReadonlySet<string>;
}

function cellSql(column: ArchiveColumn, { contract, index, versions, places }: Rows): string {
  const withOthers = (other: string) => (places.has(other) ? other : undefined);
  const place = column.of?.find((of) => of.contract === index)?.index;
  switch (column.role) {
    case 'id':
      return 'r.id';
    case 'time':
      return timeSql('r.time');
    case 'version':
      return textSql('r.version', versions);
    case 'feature': {
      if (place === undefined) return missingSql(column);
      const { type, categories = [] } = contract.features[place] as RowContract['features'][number];
      return type === 'numeric' ? numberSql(`r.f${place}`) : textSql(`r.f${place}`, categories, withOthers(`f${place}`));
    }
    case 'prediction':
      if (place === undefined) return missingSql(column);
      return column.type === 'number' ? numberSql('r.prediction') : textSql('r.prediction', contract.classes);
    case 'probability':
      return place === undefined ? missingSql(column) : numberSql(`r.p${place}`);
    case 'label':
      if (place === undefined) return missingSql(column);
      return column.type === 'number' ? numberSql('r.label_number') : textSql('r.label_code', contract.classes, withOthers('label'));
    case 'labelTime':
      return timeSql('r.label_time');
    case 'refused':
      return 'isnan(r.prediction)';
    case 'contract':
      return `${index}::INTEGER`;
  }
}

function missingSql({ type }: ArchiveColumn): string {
  return type === 'text' ? 'NULL::VARCHAR' : 'NULL::DOUBLE';
}

function numberSql(cell: string): string {
  return `nullif(${cell}, ${NAN})`;
}

/** Whole microseconds since 1970. */
function timeSql(cell: string): string {
  return `CASE WHEN isnan(${cell}) THEN NULL ELSE make_timestamp(${cell}::BIGINT)::TIMESTAMPTZ END`;
}

/** Texts by their index in a list; those beyond it are in the table of texts, where a place is given. */
function textSql(cell: string, list: readonly string[], place?: string): string {
  const listed = list.length === 0 ? 'NULL::VARCHAR' : `list_extract([${list.map(literal).join(', ')}], ${cell}::INTEGER + 1)`;
  const other = place === undefined ? 'NULL' : `(SELECT t.text FROM texts t WHERE t.seq = r.seq AND t.place = ${literal(place)})`;
  return `CASE WHEN isnan(${cell}) THEN NULL ELSE ${place === undefined ? listed : `coalesce(${listed}, ${other})`} END`;
}

/** What the rows of a contract are in a file whose columns are called c0, c1, …: numbers, and texts beside the codes of those that no list has. */
export interface ReadCells {
  readonly sql: readonly string[];
  /** Places of the cells among these. */
  readonly features: readonly { readonly code: number; readonly text: number | undefined }[];
  readonly probabilities: readonly number[];
  readonly label: { readonly number: number | undefined; readonly code: number | undefined; readonly text: number | undefined };
}

/** Places of the cells that every row has. */
export const [ID, TIME_CELL, VERSION_CELL, VERSION_TEXT, LABEL_TIME_CELL, PREDICTION_CELL] = [0, 1, 2, 3, 4, 5] as const;

export function readCells(
  contract: RowContract,
  index: number,
  { columns, versions }: { columns: readonly ArchiveColumn[]; versions: readonly string[] },
): ReadCells {
  const columnOf = (role: ArchiveColumn['role'], at?: number, type?: ArchiveColumn['type']): string | undefined => {
    const found = columns.findIndex(
      (column) =>
        column.role === role &&
        (type === undefined || column.type === type) &&
        (column.of === undefined || column.of.some((of) => of.contract === index && of.index === at)),
    );
    return found === -1 ? undefined : `c${found}`;
  };
  const nameOf = (role: ArchiveColumn['role'], at?: number) => columnOf(role, at) ?? 'NULL';
  const version = nameOf('version');
  const prediction = nameOf('prediction', 0);
  const sql = [
    nameOf('id'),
    `epoch_us(${nameOf('time')})::DOUBLE`,
    codeSql(version, versions),
    version,
    `coalesce(epoch_us(${nameOf('labelTime')})::DOUBLE, ${NAN})`,
    contract.task === 'classification' ? codeSql(prediction, contract.classes) : `coalesce(${prediction}::DOUBLE, ${NAN})`,
  ];
  const push = (cell: string) => sql.push(cell) - 1;
  const probabilities = contract.classes.map((_, at) => push(`coalesce(${nameOf('probability', at)}::DOUBLE, ${NAN})`));
  const features = contract.features.map(({ type, categories = [] }, at) => {
    const column = nameOf('feature', at);
    if (type === 'numeric') return { code: push(`coalesce(${column}::DOUBLE, ${NAN})`), text: undefined };
    return { code: push(codeSql(column, categories)), text: push(column) };
  });
  const [text, number] = [columnOf('label', 0, 'text'), columnOf('label', 0, 'number')];
  const label = {
    number: number === undefined ? undefined : push(`coalesce(${number}::DOUBLE, ${NAN})`),
    code: text === undefined ? undefined : push(codeSql(text, contract.classes)),
    text: text === undefined ? undefined : push(text),
  };
  return { sql, features, probabilities, label };
}

/** The index of a text in a list; the length of the list for others; NaN where it is missing. */
function codeSql(column: string, list: readonly string[]): string {
  const known = list.length === 0 ? 'NULL' : `enum_code(try_cast(${column} AS ENUM(${list.map(literal).join(', ')})))`;
  return `CASE WHEN ${column} IS NULL THEN ${NAN} ELSE coalesce(${known}::DOUBLE, ${list.length}::DOUBLE) END`;
}

/** A text in SQL, which holds no character 0. */
export function literal(text: string): string {
  const formed = text.toWellFormed().replaceAll("'", "''");
  return formed.includes('\0')
    ? `(${formed
        .split('\0')
        .map((part) => `'${part}'`)
        .join(' || chr(0) || ')})`
    : `'${formed}'`;
}

function name(text: string): string {
  return `"${text.toWellFormed().replaceAll('"', '""').replaceAll('\0', '')}"`;
}

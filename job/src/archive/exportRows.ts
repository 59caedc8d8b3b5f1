import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RowPage } from '@modelmonitor/store';
import { openDuckDb } from '@modelmonitor/tables/files';
import type { ArchiveHeader } from './archiveHeader.ts';
import { literal } from './archiveSql.ts';
import { pathLiteral } from './readArchive.ts';
import { writeArchive } from './writeArchive.ts';

export interface ExportOptions {
  readonly monitor: ArchiveHeader['monitor'];
  readonly format: 'parquet' | 'csv' | 'ndjson';
  /** Directory for temporary files; beside the file when absent. */
  readonly workDirectory?: string | undefined;
}

const formats = {
  csv: `FORMAT csv, HEADER true, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ'`,
  ndjson: `FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ'`,
};

/** Writes rows into a file, in the columns of an archive. @returns their number */
export async function exportRows(path: string, pages: AsyncIterable<RowPage>, options: ExportOptions): Promise<number> {
  const { monitor, format, workDirectory } = options;
  if (format === 'parquet') return (await writeArchive(path, { monitor, sources: [pages], workDirectory })).header.rows;
  const directory = await mkdtemp(join(workDirectory ?? tmpdir(), 'modelmonitor-export-'));
  try {
    const parquet = join(directory, 'rows.parquet');
    const { header } = await writeArchive(parquet, { monitor, sources: [pages] });
    await copyAs(parquet, path, { format, header });
    return header.rows;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** How texts begin that a spreadsheet would execute, such as an id that a caller chose: they get an apostrophe in front. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function withoutFormula(cell: string): string {
  return `CASE WHEN regexp_matches(${cell}, ${literal(formula.source)}) THEN '''' || ${cell} ELSE ${cell} END`;
}

interface TextCopy {
  readonly format: 'csv' | 'ndjson';
  readonly header: ArchiveHeader;
}

/** Times in ISO 8601; JSON has no infinity, which is a text there. */
async function copyAs(parquet: string, path: string, { format, header }: TextCopy): Promise<void> {
  const { connection, close } = await openDuckDb();
  const names = header.columns.map((_, index) => `c${index}`).join(', ');
  const cells = header.columns.map(({ name, type }, index) => {
    const cell =
      type === 'time'
        ? `(c${index} AT TIME ZONE 'UTC')`
        : type === 'number' && format === 'ndjson'
          ? `CASE WHEN isinf(c${index}) THEN to_json(c${index}::VARCHAR) ELSE to_json(c${index}) END`
          : type === 'text' && format === 'csv'
            ? withoutFormula(`c${index}`)
            : `c${index}`;
    const column = format === 'csv' && formula.test(name) ? `'${name}` : name;
    return `${cell} AS "${column.replaceAll('"', '""')}"`;
  });
  try {
    const sql = `SELECT ${cells.join(', ')} FROM read_parquet(${pathLiteral(parquet)}) t(${names})`;
    await connection.run(`COPY (${sql}) TO ${literal(path)} (${formats[format]})`);
  } finally {
    close();
  }
}

// What reads files, by DuckDB.

export { readingError } from './files/databaseProblem.ts';
export { filesHash } from './files/dataFile.ts';
export { type DataSource, dataColumns, dataSource, leftOutNotes, type ReadFileOptions, readOrCopy } from './files/dataSource.ts';
export { type DuckDbLimits, type DuckDbSession, openDuckDb } from './files/duckDb.ts';
export { type ReadTypes, type RequestedColumns, scanColumns } from './files/fileColumns.ts';
export type { FileQuery } from './files/fileQueries.ts';
export { type Notations, prepareColumns } from './files/prepareColumns.ts';
export { columnsOfFile, inferTypes, type ReadTableOptions, type ReadTableResult, readTable } from './files/readTable.ts';
export { type RowBatch, type RowStream, type StreamedColumn, streamRows } from './files/streamRows.ts';
export { textCopies } from './files/text/textCopies.ts';

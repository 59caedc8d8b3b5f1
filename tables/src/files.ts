// What reads files, by DuckDB.
export { filesHash } from './files/dataFile.ts';
export { type DataSource, dataColumns, dataSource, type ReadFileOptions } from './files/dataSource.ts';
export { type DuckDbLimits, type DuckDbSession, openDuckDb } from './files/duckDb.ts';
export { prepareColumns, type ReadTypes, type RequestedColumns, scanColumns } from './files/fileColumns.ts';
export type { FileQuery } from './files/fileQueries.ts';
export { inferTypes, type ReadTableOptions, type ReadTableResult, readTable } from './files/readTable.ts';

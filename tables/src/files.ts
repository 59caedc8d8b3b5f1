// What reads files, by DuckDB.
export { filesHash } from './files/dataFile.ts';
export { type DataSource, dataSource } from './files/dataSource.ts';
export { inferTypes } from './files/inferTypes.ts';
export { type DuckDbLimits, type DuckDbSession, openDuckDb } from './files/loadedFile.ts';
export { numbersRead, preparedSide, type TypedColumn } from './files/preparedSide.ts';
export { type ReadTableOptions, type ReadTableResult, readTable } from './files/readTable.ts';

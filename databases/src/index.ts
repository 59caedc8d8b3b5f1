export { countInPostgres } from './aggregates/postgresCounts.ts';
export type { Relation, RelationColumn } from './aggregates/relation.ts';
export { DatabaseAddressError, DatabaseError, type DatabaseErrorKind } from './errors.ts';
export { type ConnectOptions, connectPostgres } from './postgres/connectPostgres.ts';
export { CopyDecoder } from './postgres/copyDecoder.ts';
export { CopyEncoder } from './postgres/copyEncoder.ts';
export { type PasswordPlaces, passwordFrom } from './postgres/passwordSource.ts';
export { type PostgresAddress, type PostgresUrlOptions, parsePostgresUrl } from './postgres/postgresAddress.ts';
export type { PostgresConnection, ResultRow, SentStatement, Statement } from './postgres/postgresConnection.ts';

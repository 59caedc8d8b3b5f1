import { profileKind, profileSchemaVersion } from '@modelmonitor/api/plain';
import { columnDocument } from './columnDocument.ts';
import type { Profile } from './profile.ts';

/** A profile as a JSON text, one line per column; `parseProfile` returns the same profile. */
export function encodeProfile({ rows, columns }: Profile): string {
  const start = `{"kind":${JSON.stringify(profileKind)},"schemaVersion":${profileSchemaVersion},"rows":${rows},"columns":[`;
  return `${start}\n${columns.map((column) => JSON.stringify(columnDocument(column))).join(',\n')}\n]}\n`;
}

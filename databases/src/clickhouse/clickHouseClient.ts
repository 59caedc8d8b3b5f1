import { createHttpClient, HttpError } from '@modelmonitor/http';
import { DatabaseError, type DatabaseErrorKind } from '../errors.ts';
import type { ClickHouseAddress } from './clickHouseAddress.ts';

export type ClickHouseRow = readonly unknown[];

export interface ClickHouseClient {
  /** Runs a statement that only reads. @returns its rows, values by place. @throws DatabaseError */
  query(text: string): Promise<readonly ClickHouseRow[]>;
  close(): Promise<void>;
}

/** A day: a large table takes a while, and the caller may end the process. */
const QUERY_MILLISECONDS = 86_400_000;
const MOST_BYTES = 256 * 2 ** 20;

/** Settings of every statement: it cannot write, may be as long as edges are many, and numbers come as JSON numbers. */
const settings = {
  readonly: '2',
  max_query_size: String(64 * 2 ** 20),
  max_ast_elements: '20000000',
  max_expanded_ast_elements: '20000000',
  output_format_json_quote_64bit_integers: '0',
  output_format_json_quote_denormals: '1',
  output_format_json_quote_64bit_floats: '0',
  default_format: 'JSONCompact',
};

/** Sends statements to ClickHouse over HTTP. The password is looked up at each. */
export function createClickHouseClient(
  { origin, user, database }: ClickHouseAddress,
  { password }: { readonly password: () => Promise<string | undefined> },
): ClickHouseClient {
  const client = createHttpClient({ connections: 1 });
  const server = `ClickHouse at ${new URL(origin).host}`;
  const path = `/?${new URLSearchParams({ database, ...settings })}`;
  return {
    async query(text) {
      const key = await password();
      const headers = {
        'X-ClickHouse-User': user,
        ...(key === undefined ? {} : { 'X-ClickHouse-Key': key }),
        'Content-Type': 'text/plain',
      };
      const request = {
        method: 'POST',
        origin,
        path,
        headers,
        body: text,
        deadlineMilliseconds: QUERY_MILLISECONDS,
        mostBytes: MOST_BYTES,
      } as const;
      const { status, body } = await client.send(request).catch((cause: unknown) => {
        throw cause instanceof HttpError
          ? new DatabaseError(`${server}: ${cause.message}`, { kind: 'unavailable', code: cause.code, cause })
          : cause;
      });
      if (status !== 200) throw refusal(server, status, body.toString('utf8'));
      try {
        return (JSON.parse(body.toString('utf8')) as { data: ClickHouseRow[] }).data;
      } catch (cause) {
        throw new DatabaseError(`${server}: expected JSON, got something else; is this the HTTP port?`, { kind: 'failed', cause });
      }
    },
    close: () => client.close(),
  };
}

const kinds: Readonly<Record<number, DatabaseErrorKind>> = {
  47: 'missing',
  60: 'missing',
  81: 'missing',
  192: 'denied',
  193: 'denied',
  194: 'denied',
  497: 'denied',
  516: 'denied',
};
const longestMessage = 300;

/** "Code: 60. DB::Exception: Unknown table …" */
function refusal(server: string, status: number, text: string): DatabaseError {
  const [, code, message = text] = /^Code: (\d+)\. DB::Exception: ([\s\S]*)$/.exec(text.trim()) ?? [];
  const [line = ''] = message.split('\n');
  const kind = kinds[Number(code)] ?? (status >= 500 && code === undefined ? 'unavailable' : 'failed');
  return new DatabaseError(`${server}: ${line.slice(0, longestMessage)}${code === undefined ? ` (status ${status})` : ` (code ${code})`}`, {
    kind,
    code,
  });
}

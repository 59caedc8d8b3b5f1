import { readFile } from 'node:fs/promises';

/** The token the operator sends to pods: a file that the kubelet keeps fresh. */
export interface OwnToken {
  /** The current token; undefined when there is no such file. */
  read(): Promise<string | undefined>;
  /** Its service account, such as `system:serviceaccount:modelmonitor:operator`. */
  subject(): Promise<string | undefined>;
}

export function createOwnToken(file: string | undefined): OwnToken {
  const read = async () => {
    if (file === undefined) return undefined;
    const text = await readFile(file, 'utf8').catch(() => '');
    return text.trim() || undefined;
  };
  return {
    read,
    async subject() {
      const token = await read();
      return token === undefined ? undefined : subjectOf(token);
    },
  };
}

/** The subject claim of a token, not verified: its recipients verify it. */
function subjectOf(token: string): string | undefined {
  try {
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

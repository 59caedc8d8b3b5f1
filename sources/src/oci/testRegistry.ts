import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { TestServers } from '../../../http/src/testServers.ts';

/** A registry with one repository, models/wine: what the distribution specification says about pulls, and nothing else. */
export interface TestRegistry {
  /** Host and port. */
  readonly host: string;
  readonly requests: IncomingMessage[];
  /** @returns the digest */
  put(content: Buffer | object, tag?: string): string;
}

export interface TestRegistryOptions {
  /** Whether pulls need a token, for which this user and password are needed. */
  readonly basic?: string;
  /** Server that blobs are redirected to. */
  readonly blobsAt?: string;
}

export async function startTestRegistry({ originOf }: TestServers, { basic, blobsAt }: TestRegistryOptions = {}): Promise<TestRegistry> {
  const [contents, tags] = [new Map<string, Buffer>(), new Map<string, string>()];
  const requests: IncomingMessage[] = [];
  let origin = '';
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request);
    const { pathname } = new URL(request.url ?? '', origin);
    if (pathname === '/token') {
      const isKnown = request.headers.authorization === `Basic ${Buffer.from(basic ?? '').toString('base64')}`;
      return response.writeHead(isKnown ? 200 : 401).end(isKnown ? '{"token":"opensesame"}' : undefined);
    }
    if (basic !== undefined && request.headers.authorization !== 'Bearer opensesame') {
      const challenge = `Bearer realm="${origin}/token",service="test",scope="repository:models/wine:pull"`;
      return response.writeHead(401, { 'WWW-Authenticate': challenge }).end();
    }
    const [, kind, name = ''] = /^\/v2\/models\/wine\/(manifests|blobs)\/(.+)$/.exec(pathname) ?? [];
    const content = contents.get(tags.get(name) ?? name);
    if (content === undefined) return response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    if (kind === 'blobs' && blobsAt !== undefined) return response.writeHead(307, { Location: `${blobsAt}/${name}` }).end();
    return response.end(content);
  };
  origin = await originOf(createServer(listener));
  return {
    host: new URL(origin).host,
    requests,
    put(content, tag) {
      const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      contents.set(digest, bytes);
      if (tag !== undefined) tags.set(tag, digest);
      return digest;
    },
  };
}

import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON, undefined when it is none. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface TestRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A client that keeps its connections and sends requests unchanged. */
export interface TestClient {
  readonly send: (what: TestRequest) => Promise<TestAnswer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<TestAnswer>;
  /** Sends a value as JSON; text is sent unchanged. */
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<TestAnswer>;
  readonly disconnect: () => void;
}

export function testClient(port: number): TestClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = ({ body, ...what }: TestRequest) =>
    new Promise<TestAnswer>((resolve, reject) => {
      const sent = request({ ...what, host: '127.0.0.1', port, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    send,
    get: (path, headers = {}) => send({ method: 'GET', path, headers }),
    post: (path, body, headers = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return send({ method: 'POST', path, body: text, headers: { 'content-type': 'application/json', ...headers } });
    },
    disconnect: () => agent.destroy(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';

/** What was received over HTTP: the path and the body. */
interface Posted {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Stands in for Slack, PagerDuty and a mail server, and keeps what it is sent. */
export interface MessageSinks {
  readonly url: string;
  readonly smarthost: string;
  readonly posted: readonly Posted[];
  readonly mails: readonly string[];
  close(): Promise<void>;
}

export async function startMessageSinks(): Promise<MessageSinks> {
  const posted: Posted[] = [];
  const mails: string[] = [];
  const http = createHttpServer(async (request, response) => {
    posted.push({ path: request.url ?? '', body: JSON.parse(await text(request)) });
    response.writeHead(request.url?.startsWith('/pagerduty') ? 202 : 200).end('ok');
  });
  // As much of RFC 5321 as a client needs to hand over one message.
  const smtp = createTcpServer((socket) => {
    let mail = '';
    let inData = false;
    socket.on('error', () => undefined);
    socket.write('220 sink\r\n');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      if (inData) mail += chunk;
      else if (chunk.startsWith('DATA')) {
        inData = true;
        socket.write('354 go on\r\n');
      } else socket.write(chunk.startsWith('QUIT') ? '221 bye\r\n' : '250 sink\r\n');
      if (inData && mail.endsWith('\r\n.\r\n')) {
        mails.push(mail);
        [mail, inData] = ['', false];
        socket.write('250 taken\r\n');
      }
    });
  });
  const portOf = async (server: typeof smtp | typeof http) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const [httpPort, smtpPort] = [await portOf(http), await portOf(smtp)];
  return {
    url: `http://127.0.0.1:${httpPort}`,
    smarthost: `127.0.0.1:${smtpPort}`,
    posted,
    mails,
    async close() {
      http.closeAllConnections();
      await Promise.all([http, smtp].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

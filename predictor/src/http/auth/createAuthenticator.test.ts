import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import bcrypt from 'bcryptjs';
import Koa, { type Middleware } from 'koa';
import { ProblemError } from '../../problem.ts';
import { openToAll } from '../../serving/predictionService.ts';
import { type AuthenticatorSecrets, createAuthenticator } from './createAuthenticator.ts';

const password = 's3cret-Zürich:with-colon';
const salt = Buffer.from('sixteen bytes...');
const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
const scryptText = `$scrypt$ln=10,r=8,p=1$${bare(salt)}$${bare(scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 }))}`;
const bcryptText = bcrypt.hashSync(password, 4);

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve).closeAllConnections())));
});

/** A real server behind the middleware; refusals are answered as JSON. */
async function serve(authenticate: Middleware): Promise<string> {
  const app = new Koa();
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      context.status = error.status;
      context.set(error.headers);
      context.body = { detail: error.message };
    }
  });
  app.use(authenticate);
  app.use((context) => {
    context.body = 'inside';
  });
  const server = createServer(app.callback());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const guard = (secrets: AuthenticatorSecrets) => serve(createAuthenticator(secrets, { randomBytes }));
const basicHeader = (user: string, text: string) => `Basic ${Buffer.from(`${user}:${text}`).toString('base64')}`;
const call = (url: string, authorization?: string) => fetch(url, authorization === undefined ? {} : { headers: { authorization } });

test.each([
  { name: 'a plain password', stored: password },
  { name: 'a bcrypt hash $2b$', stored: bcryptText },
  { name: 'a bcrypt hash $2y$, as htpasswd -B writes it', stored: bcryptText.replace('$2b$', '$2y$') },
  { name: 'a scrypt hash', stored: scryptText },
])('$name accepts the correct password, twice, and no other', async ({ stored }) => {
  const url = await guard({ basic: `# who may call\n\nann:other\r\nbob:${stored}\r\n` });
  expect((await call(url, basicHeader('bob', password))).status).toBe(200);
  expect(await (await call(url, basicHeader('bob', password))).text()).toBe('inside');
  for (const [user, text] of [
    ['bob', `${password}x`],
    ['bob', ''],
    ['ann', password],
    ['eve', password],
    ['', password],
    ['bob', stored === password ? 'x' : stored],
  ] as const) {
    expect((await call(url, basicHeader(user, text))).status).toBe(401);
  }
});

test('the third vector of RFC 7914 is accepted as a PHC string', async () => {
  const known = scryptSync('pleaseletmein', 'SodiumChloride', 64, { N: 16384, r: 8, p: 1 });
  // RFC 7914, section 12, third vector.
  expect(known.toString('hex').slice(0, 32)).toBe('7023bdcb3afd7348461c06cd81fd38eb');
  const url = await guard({ basic: `bob:$scrypt$ln=14,r=8,p=1$${bare(Buffer.from('SodiumChloride'))}$${bare(known)}` });
  expect((await call(url, basicHeader('bob', 'pleaseletmein'))).status).toBe(200);
  expect((await call(url, basicHeader('bob', 'pleaseletmeIn'))).status).toBe(401);
});

const token = 'abc.DEF-123_~+/=';
test.each([
  { name: 'a token', bearer: `# tokens\nother\n${token}\n` },
  { name: 'the SHA-256 of a token', bearer: `other\r\nsha256:${createHash('sha256').update(token).digest('hex').toUpperCase()}\r\n` },
])('$name is accepted, and no other token', async ({ bearer }) => {
  const url = await guard({ bearer });
  expect((await call(url, `Bearer ${token}`)).status).toBe(200);
  expect((await call(url, `bearer ${token}`)).status).toBe(200);
  for (const header of ['Bearer ABC', 'Bearer', `Bearer ${token}x`, basicHeader('bob', token), `Token ${token}`]) {
    expect((await call(url, header)).status).toBe(401);
  }
});

test('both schemes are accepted and offered', async () => {
  const url = await guard({ basic: `bob:${password}`, bearer: token });
  expect((await call(url, basicHeader('bob', password))).status).toBe(200);
  expect((await call(url, `Bearer ${token}`)).status).toBe(200);
  const refused = await call(url);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toBe('Basic realm="modelmonitor", charset="UTF-8", Bearer realm="modelmonitor"');
  expect(await refused.json()).toEqual({ detail: 'expected basic or bearer credentials, got none' });
});

test.each(['', 'Basic', 'Basic !!!!', 'Basic Ym9i', `Basic ${'A'.repeat(5000)}`, 'Basic Og==', 'Digest username="bob"', 'Basic Ym9i Ym9i'])(
  'the header %j is refused',
  async (header) => {
    const url = await guard({ basic: `bob:${password}` });
    expect((await call(url, header)).status).toBe(401);
  },
);

test('a refusal contains neither the received nor the expected credentials', async () => {
  const url = await guard({ basic: `bob:${bcryptText}`, bearer: token });
  for (const header of [basicHeader('bob', 'guess-guess'), 'Bearer guess-guess', 'Other guess-guess']) {
    const text = await (await call(url, header)).text();
    for (const secret of ['guess', 'bob', password, bcryptText, token]) expect(text).not.toContain(secret);
  }
});

test('simultaneous first requests with the same correct password share one comparison and all pass', async () => {
  const url = await guard({ basic: `bob:${bcryptText}` });
  const answers = await Promise.all(Array.from({ length: 60 }, () => call(url, basicHeader('bob', password))));
  expect(answers.map(({ status }) => status)).toEqual(new Array(60).fill(200));
});

test('during a flood of guesses verified credentials pass', async () => {
  const url = await guard({ basic: `bob:${bcryptText}` });
  expect((await call(url, basicHeader('bob', password))).status).toBe(200);
  const guesses = Array.from({ length: 60 }, (_, index) => call(url, basicHeader('bob', `guess ${index}`)));
  expect((await call(url, basicHeader('bob', password))).status).toBe(200);
  for (const { status } of await Promise.all(guesses)) expect([401, 429]).toContain(status);
});

/** Requests from another loopback address, as another machine would send them. */
function callFrom(localAddress: string, url: string, authorization: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { localAddress, headers: { authorization }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
  });
}

test.each([
  { name: 'from other addresses', flooder: '127.0.0.2', user: () => 'bob' },
  { name: 'on another user', flooder: '127.0.0.1', user: () => 'ann' },
  { name: 'on users that do not exist', flooder: '127.0.0.1', user: (guess: number) => `user ${guess % 20}` },
])('during a flood of guesses $name a password that was never verified gets its turn', async ({ flooder, user }) => {
  const url = await guard({ basic: `ann:${bcryptText}\nbob:${bcrypt.hashSync(password, 8)}` });
  let [isOver, sent] = [false, 0];
  const flood = Array.from({ length: 100 }, async (_, lane) => {
    while (!isOver) {
      const guess = sent++;
      expect([401, 429]).toContain(await callFrom(flooder, url, basicHeader(user(lane), `guess ${guess}`)));
    }
  });
  while (sent < 200) await new Promise((resolve) => setImmediate(resolve));
  expect(await callFrom('127.0.0.1', url, basicHeader('bob', password))).toBe(200);
  isOver = true;
  await Promise.all(flood);
});

test('without authentication everyone passes', async () => {
  expect((await call(await serve(openToAll))).status).toBe(200);
});

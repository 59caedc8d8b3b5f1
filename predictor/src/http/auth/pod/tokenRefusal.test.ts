import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { base64url, type TestAlgorithm, testIssuer, testSubject } from '../../../testIssuer.ts';
import { podCallers } from './podCallers.ts';
import { tokenRefusal } from './tokenRefusal.ts';

const issuer = testIssuer('RS256');
const other = testIssuer('RS256');
const elliptic = testIssuer('ES256', 'key-2');
const callersOf = (changes: Parameters<typeof issuer.callers>[0] = {}) => podCallers(JSON.stringify(issuer.callers(changes)));
const callers = await callersOf({ keys: [issuer.jwk, elliptic.jwk] });
const seconds = Math.floor(Date.now() / 1000);

const refusalOf = (token: string, known = callers) => tokenRefusal(token, known, seconds * 1000);

test.each<TestAlgorithm>(['RS256', 'ES256', 'ES384', 'ES512'])('a token signed by %s is accepted', async (algorithm) => {
  const own = testIssuer(algorithm);
  expect(await refusalOf(own.token(), await podCallers(JSON.stringify(own.callers())))).toBeUndefined();
});

test.each([
  { name: 'an audience that is a text', claims: { aud: 'modelmonitor' } },
  { name: 'one audience of several', claims: { aud: ['https://kubernetes.default.svc', 'modelmonitor'] } },
  { name: 'a clock 29 s behind', claims: { exp: seconds - 29 } },
  { name: 'a clock 30 s ahead', claims: { nbf: seconds + 30 } },
  { name: 'no start of validity', claims: { nbf: undefined } },
  { name: 'additional claims', claims: { 'kubernetes.io': { namespace: 'default', pod: { name: 'x' } }, jti: 'a' } },
])('$name is accepted', async ({ claims }) => {
  expect(await refusalOf(issuer.token({ claims }))).toBeUndefined();
});

const [header = '', claims = '', signature = ''] = issuer.token().split('.');
const publicKey = createPublicKey({ key: issuer.jwk as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' });

/** A token that is signed with the public key as a secret, for servers that trust the token's algorithm. */
function confused(alg: string, secret: string | Buffer): string {
  const text = `${base64url(JSON.stringify({ alg, kid: 'key-1' }))}.${claims}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** A header that its signature does not belong to. */
const headed = (changes: Readonly<Record<string, unknown>>) =>
  `${base64url(JSON.stringify({ alg: 'RS256', kid: 'key-1', ...changes }))}.${claims}`;

const usual = () => JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
const members = (text: string) => issuer.signed('{"alg":"RS256","kid":"key-1"}', JSON.stringify(usual()).replace(/\}$/, `,${text}}`));

test.each([
  { name: 'nothing', token: '' },
  { name: 'a word', token: 'opensesame' },
  { name: 'two parts', token: `${header}.${claims}` },
  { name: 'four parts', token: `${header}.${claims}.${signature}.` },
  { name: 'an empty header', token: `.${claims}.${signature}` },
  { name: 'empty claims', token: `${header}..${signature}` },
  { name: 'no signature', token: `${header}.${claims}.` },
  { name: 'padding', token: `${header}.${claims}.${signature}=` },
  { name: 'the alphabet of base64', token: `${header}.${claims}.${'+/+/'.repeat(8)}` },
  { name: 'a line break', token: `${header}\n.${claims}.${signature}` },
  { name: 'a header that is not JSON', token: issuer.signed('{alg:RS256}', JSON.stringify(usual())) },
  { name: 'a header that is a list', token: issuer.signed('["RS256"]', JSON.stringify(usual())) },
  { name: 'claims that are null', token: issuer.signed('{"alg":"RS256","kid":"key-1"}', 'null') },
  { name: 'claims that are not UTF-8', token: `${header}.${Buffer.from([0x7b, 0x7d, 0xff]).toString('base64url')}.${signature}` },
  { name: 'more than 16 kB', token: issuer.token({ claims: { more: 'x'.repeat(17_000) } }) },
  { name: 'two subjects', token: members(`"sub":"${testSubject}"`) },
  { name: 'two subjects, one of them escaped', token: members(`"s\\u0075b":"system:serviceaccount:default:other"`) },
  { name: 'two algorithms', token: issuer.signed('{"alg":"none","alg":"RS256","kid":"key-1"}', JSON.stringify(usual())) },
])('$name is not a signed token', async ({ token }) => {
  expect(await refusalOf(token)).toBe('it is not a signed token');
});

const noKey = 'no key of the issuer has its key id and algorithm';
const badSignature = 'its signature is wrong';

test.each([
  { name: 'alg none with a signature without meaning', token: `${headed({ alg: 'none' })}.AA`, reason: noKey },
  { name: 'alg None', token: `${headed({ alg: 'None' })}.${signature}`, reason: noKey },
  { name: 'no alg', token: `${headed({ alg: undefined })}.${signature}`, reason: noKey },
  { name: 'alg as a list', token: issuer.token({ header: { alg: ['RS256'] } }), reason: noKey },
  { name: 'HMAC with the public key as its secret', token: confused('HS256', publicKey), reason: noKey },
  { name: 'HMAC declared as RS256', token: confused('RS256', publicKey), reason: badSignature },
  { name: 'RSA with another digest', token: issuer.token({ header: { alg: 'RS512' } }), reason: noKey },
  { name: 'RSA-PSS', token: issuer.token({ header: { alg: 'PS256' } }), reason: noKey },
  { name: "another key's id", token: issuer.token({ header: { kid: 'key-2' } }), reason: noKey },
  { name: "another key's id and algorithm", token: issuer.token({ header: { kid: 'key-2', alg: 'ES256' } }), reason: badSignature },
  { name: 'an unknown id', token: issuer.token({ header: { kid: 'key-9' } }), reason: noKey },
  { name: 'no id', token: issuer.token({ header: { kid: undefined } }), reason: noKey },
  { name: 'an id that is a list', token: issuer.token({ header: { kid: ['key-1'] } }), reason: noKey },
  { name: 'another key behind the same id', token: other.token(), reason: badSignature },
  { name: 'a key of its own in the header', token: other.token({ header: { jwk: other.jwk, kid: 'key-7' } }), reason: noKey },
  { name: 'an extension', token: issuer.token({ header: { crit: ['b64'], b64: false } }), reason: 'its header requires an extension' },
  { name: 'other claims than those signed', token: `${header}.${base64url('{"sub":"x"}')}.${signature}`, reason: badSignature },
  { name: 'a signature of another length', token: `${header}.${claims}.AAAA`, reason: badSignature },
  {
    name: 'an ECDSA signature in the form of X.509',
    token: elliptic.signed('{"alg":"ES256","kid":"key-2"}', JSON.stringify(usual()), 'der'),
    reason: badSignature,
  },
])('$name is refused: $reason', async ({ token, reason }) => {
  expect(await refusalOf(token)).toBe(reason);
});

const audience = 'it is not for the audience modelmonitor';
const subject = 'its service account is not one of the callers';
const later = 'it is not valid yet';
const expired = 'it has expired';
const foreign = 'it is from another issuer';

test.each([
  { name: 'an issuer with the same beginning', claims: { iss: `${issuer.callers().issuer}.evil` }, reason: foreign },
  { name: 'no issuer', claims: { iss: undefined }, reason: foreign },
  { name: 'issuers in a list', claims: { iss: [issuer.callers().issuer] }, reason: foreign },
  { name: 'the audience of the API server', claims: { aud: ['https://kubernetes.default.svc'] }, reason: audience },
  { name: 'no audience', claims: { aud: undefined }, reason: audience },
  { name: 'an empty list of audiences', claims: { aud: [] }, reason: audience },
  { name: 'an audience with the same beginning', claims: { aud: 'modelmonitor2' }, reason: audience },
  { name: 'an audience within a list', claims: { aud: [['modelmonitor']] }, reason: audience },
  { name: 'audiences that are not all texts', claims: { aud: ['modelmonitor', 7] }, reason: audience },
  { name: 'an audience that is an object', claims: { aud: { modelmonitor: true } }, reason: audience },
  { name: 'a token that expired half a minute ago', claims: { exp: seconds - 30 }, reason: expired },
  { name: 'a token without expiry', claims: { exp: undefined }, reason: expired },
  { name: 'an expiry that is a text', claims: { exp: `${seconds + 600}` }, reason: expired },
  { name: 'an expiry that is a list', claims: { exp: [seconds + 600] }, reason: expired },
  { name: 'an expiry that is null', claims: { exp: null }, reason: expired },
  { name: 'a token that is not valid yet', claims: { nbf: seconds + 31 }, reason: later },
  { name: 'a start that is a text', claims: { nbf: '0' }, reason: later },
  { name: 'a start that is null', claims: { nbf: null }, reason: later },
  { name: 'another service account of the namespace', claims: { sub: 'system:serviceaccount:default:default' }, reason: subject },
  { name: 'the same name in another namespace', claims: { sub: 'system:serviceaccount:other:tested-drift' }, reason: subject },
  { name: 'no subject', claims: { sub: undefined }, reason: subject },
  { name: 'subjects in a list', claims: { sub: [testSubject] }, reason: subject },
  { name: 'a name from the prototype of objects', claims: { sub: '__proto__' }, reason: subject },
])('$name is refused: $reason', async ({ claims: changes, reason }) => {
  expect(await refusalOf(issuer.token({ claims: changes }))).toBe(reason);
});

test('an infinite expiry is refused', async () => {
  const text = JSON.stringify(usual()).replace(/"exp":\d+/, '"exp":1e999');
  expect(await refusalOf(issuer.signed('{"alg":"RS256","kid":"key-1"}', text))).toBe(expired);
});

test('keys without an id are tried by their algorithm, whatever id a token has', async () => {
  const nameless = await callersOf({ keys: [other, issuer, elliptic].map(({ jwk: { kid, ...jwk } }) => jwk) });
  expect(await refusalOf(issuer.token(), nameless)).toBeUndefined();
  expect(await refusalOf(issuer.token({ header: { kid: undefined } }), nameless)).toBeUndefined();
  expect(await refusalOf(elliptic.token(), nameless)).toBeUndefined();
  expect(await refusalOf(testIssuer('RS256').token(), nameless)).toBe(badSignature);
  expect(await refusalOf(testIssuer('ES384').token(), nameless)).toBe(noKey);
});

test('a token with any character changed is refused', async () => {
  const token = elliptic.token();
  for (let place = 0; place < token.length; place++) {
    const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
    expect([place, await refusalOf(changed)]).not.toEqual([place, undefined]);
  }
});

test('a token is verified in less than a millisecond of processor time', async () => {
  const token = issuer.token();
  await refusalOf(token);
  const microseconds: number[] = [];
  for (let round = 0; round < 10; round++) {
    const start = process.cpuUsage();
    for (let time = 0; time < 20; time++) await refusalOf(token);
    const { user, system } = process.cpuUsage(start);
    microseconds.push((user + system) / 20);
  }
  // The least of the rounds: other suites run in the same process.
  expect(Math.min(...microseconds)).toBeLessThan(1000);
});

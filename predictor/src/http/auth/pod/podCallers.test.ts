import { generateKeyPairSync } from 'node:crypto';
import { testIssuer } from '../../../testIssuer.ts';
import { podCallers } from './podCallers.ts';

const issuer = testIssuer();
const { jwk } = issuer;
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' });
const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });

const read = (changes: Parameters<typeof issuer.callers>[0]) => podCallers(JSON.stringify(issuer.callers(changes)));

test.each([
  { name: 'for encryption', key: { ...jwk, use: 'enc' } },
  { name: 'for another algorithm than that of its curve', key: { ...jwk, alg: 'ES384' } },
  { name: 'that is symmetric', key: { kty: 'oct', k: 'AAAA', alg: 'HS256', kid: 'key-1' } },
  { name: 'of a curve that signs no tokens', key: secp256k1 },
  { name: 'for Ed25519', key: ed25519 },
  { name: 'of RSA with 1024 bits', key: weak },
  { name: 'without a kind', key: {} },
  { name: 'of a future kind', key: { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA' } },
  { name: 'with a name from the prototype of objects as its curve', key: { ...jwk, crv: 'constructor' } },
  { name: 'that is not a point of its curve', key: { ...jwk, x: jwk['y'], y: jwk['x'] } },
  { name: 'with a number instead of a text', key: { ...jwk, x: 7 } },
  { name: 'with an id that is not a text', key: { ...jwk, kid: 7 } },
])('a key $name is left out', async ({ key }) => {
  expect((await read({ keys: [key as Readonly<Record<string, unknown>>, jwk] })).keys).toHaveLength(1);
  await expect(read({ keys: [key as Readonly<Record<string, unknown>>] })).rejects.toThrow(
    'keys: expected one for RS256, ES256, ES384 or ES512, got none',
  );
});

test.each([
  { name: 'a text that is not JSON', text: '{"issuer":', message: 'it is not JSON' },
  { name: 'null', text: 'null', message: 'expected an object with issuer, subjects and keys' },
  { name: 'a list', text: '[]', message: 'expected an object with issuer, subjects and keys' },
  { name: 'no issuer', text: JSON.stringify({ ...issuer.callers(), issuer: undefined }), message: 'issuer: expected a text' },
  { name: 'an empty issuer', text: JSON.stringify(issuer.callers({ issuer: '' })), message: 'issuer: expected a text' },
  {
    name: 'an observer that is not a text',
    text: JSON.stringify({ ...issuer.callers(), observers: [1] }),
    message: 'observers: expected a list of at most 100 texts',
  },
  { name: 'no subject', text: JSON.stringify(issuer.callers({ subjects: [] })), message: 'subjects: expected a list of 1 to 100 texts' },
  {
    name: 'a subject that is a text',
    text: JSON.stringify({ ...issuer.callers(), subjects: 'a' }),
    message: 'subjects: expected a list of 1 to 100 texts',
  },
  {
    name: 'an empty subject',
    text: JSON.stringify(issuer.callers({ subjects: [''] })),
    message: 'subjects: expected a list of 1 to 100 texts',
  },
  {
    name: 'a key set as its publisher wraps it',
    text: JSON.stringify({ ...issuer.callers(), keys: { keys: [jwk] } }),
    message: 'keys: expected a list of 1 to 100 JSON Web Keys',
  },
  {
    name: 'more keys than a request may cost',
    text: JSON.stringify(issuer.callers({ keys: new Array(101).fill(jwk) })),
    message: 'keys: expected a list of 1 to 100 JSON Web Keys',
  },
])('refuses $name', async ({ text, message }) => {
  await expect(podCallers(text)).rejects.toThrow(new Error(message));
});

test('unknown members are ignored', async () => {
  const { subjects, observers, keys } = await podCallers(
    JSON.stringify({ ...issuer.callers({ observers: ['operator'] }), audiences: ['x'] }),
  );
  expect([...observers]).toEqual([...issuer.callers().subjects, 'operator']);
  expect([[...subjects], keys.map(({ id, algorithm }) => [id, algorithm])]).toEqual([issuer.callers().subjects, [['key-1', 'ES256']]]);
});

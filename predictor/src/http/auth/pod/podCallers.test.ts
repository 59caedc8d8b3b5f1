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
  { name: 'for another algorithm than it is made for', key: { ...jwk, alg: 'ES384' } },
  { name: 'that is symmetric', key: { kty: 'oct', k: 'AAAA', alg: 'HS256', kid: 'key-1' } },
  { name: 'of a curve tokens are not signed with', key: secp256k1 },
  { name: 'for Ed25519', key: ed25519 },
  { name: 'of RSA with 1024 bits', key: weak },
  { name: 'without a kind', key: {} },
  { name: 'of a kind that comes later', key: { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA' } },
  { name: 'with a name every object has for a curve', key: { ...jwk, crv: 'constructor' } },
  { name: 'that is no point of its curve', key: { ...jwk, x: jwk['y'], y: jwk['x'] } },
  { name: 'with numbers for texts', key: { ...jwk, x: 7 } },
  { name: 'with an id that is no text', key: { ...jwk, kid: 7 } },
])('a key $name is left out', ({ key }) => {
  expect(read({ keys: [key as Readonly<Record<string, unknown>>, jwk] }).keys).toHaveLength(1);
  expect(() => read({ keys: [key as Readonly<Record<string, unknown>>] })).toThrow(
    'keys needs one for RS256, ES256, ES384 or ES512, got none',
  );
});

test.each([
  { name: 'what is not JSON', text: '{"issuer":', message: 'it is not JSON' },
  { name: 'null', text: 'null', message: 'it has to be an object with issuer, subjects and keys' },
  { name: 'a list', text: '[]', message: 'it has to be an object with issuer, subjects and keys' },
  { name: 'no issuer', text: JSON.stringify({ ...issuer.callers(), issuer: undefined }), message: 'issuer has to be a text' },
  { name: 'an empty issuer', text: JSON.stringify(issuer.callers({ issuer: '' })), message: 'issuer has to be a text' },
  {
    name: 'an observer that is no text',
    text: JSON.stringify({ ...issuer.callers(), observers: [1] }),
    message: 'observers has to be a list of at most 100 texts',
  },
  { name: 'no subject', text: JSON.stringify(issuer.callers({ subjects: [] })), message: 'subjects has to be a list of 1 to 100 texts' },
  {
    name: 'a subject that is a text',
    text: JSON.stringify({ ...issuer.callers(), subjects: 'a' }),
    message: 'subjects has to be a list of 1 to 100 texts',
  },
  {
    name: 'an empty subject',
    text: JSON.stringify(issuer.callers({ subjects: [''] })),
    message: 'subjects has to be a list of 1 to 100 texts',
  },
  {
    name: 'a set of keys as its publisher wraps it',
    text: JSON.stringify({ ...issuer.callers(), keys: { keys: [jwk] } }),
    message: 'keys has to be a list of 1 to 100 JSON Web Keys',
  },
  {
    name: 'more keys than a request may cost',
    text: JSON.stringify(issuer.callers({ keys: new Array(101).fill(jwk) })),
    message: 'keys has to be a list of 1 to 100 JSON Web Keys',
  },
])('refuses $name', ({ text, message }) => {
  expect(() => podCallers(text)).toThrow(new Error(message));
});

test('members it does not know do no harm', () => {
  const { subjects, observers, keys } = podCallers(JSON.stringify({ ...issuer.callers({ observers: ['operator'] }), audiences: ['x'] }));
  expect([...observers]).toEqual([...issuer.callers().subjects, 'operator']);
  expect([[...subjects], keys.map(({ id, algorithm }) => [id, algorithm])]).toEqual([issuer.callers().subjects, [['key-1', 'ES256']]]);
});

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createCertificateAuthority } from './certificateAuthority.ts';

const now = new Date('2026-11-26T18:00:00Z');
const authority = createCertificateAuthority('a test', now);
const own = new X509Certificate(authority.certificate);
const issue = (request: Parameters<typeof authority.issue>[0]) => new X509Certificate(authority.issue(request).certificate);

test('its own certificate permits to sign others', () => {
  expect({ subject: own.subject, ca: own.ca, signed: own.verify(own.publicKey) }).toEqual({ subject: 'CN=a test', ca: true, signed: true });
});

test('a user has a name and groups', () => {
  const user = issue({ commonName: 'ada', organizations: ['readers', 'größe'] });
  expect(user.subject).toBe('O=readers\nO=größe\nCN=ada');
  expect({ issuer: user.issuer, ca: user.ca, signed: user.verify(own.publicKey) }).toEqual({
    issuer: 'CN=a test',
    ca: false,
    signed: true,
  });
});

test('a server has names and addresses', () => {
  const server = issue({ commonName: 'server', dnsNames: ['localhost', `${'long.'.repeat(40)}name`], addresses: ['127.0.0.1'] });
  expect(server.subjectAltName).toBe(`DNS:localhost, DNS:${'long.'.repeat(40)}name, IP Address:127.0.0.1`);
});

test('certificates are valid from a day ago for ten years, and have different serial numbers', () => {
  const [one, other] = [issue({ commonName: 'one' }), issue({ commonName: 'one' })];
  expect([one.validFromDate, one.validToDate]).toEqual([new Date('2026-11-25T18:00:00Z'), new Date('2036-11-23T18:00:00Z')]);
  expect(one.serialNumber).not.toBe(other.serialNumber);
});

test('a key matches its certificate', () => {
  const { certificate, key } = authority.issue({ commonName: 'ada' });
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
});

import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { der } from './der.ts';

/** A certificate and its private key, PEM. */
interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** The subject of a certificate: a user of the API server (name and groups), or a server with its addresses. */
interface CertificateRequest {
  readonly commonName: string;
  readonly organizations?: readonly string[];
  readonly dnsNames?: readonly string[];
  /** IPv4 addresses. */
  readonly addresses?: readonly string[];
}

export interface CertificateAuthority {
  /** PEM of the certificate that signs all others. */
  readonly certificate: string;
  issue(request: CertificateRequest): KeyedCertificate;
}

const day = 86_400_000;
const oid = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};

/** Creates a certificate authority for a test, on the curve P-256: Node signs, but does not write certificates. */
export function createCertificateAuthority(commonName: string, now: Date): CertificateAuthority {
  const own = keyPair();
  const issuer = { name: nameOf({ commonName }), key: own.privateKey, now };
  const usedAsAuthority = [
    extension(oid.basicConstraints, der.sequence(der.boolean(true))),
    // digitalSignature and keyCertSign: bits 0 and 5.
    extension(oid.keyUsage, der.bitString(Buffer.from([0b1000_0100]), 2)),
  ];
  return {
    certificate: signCertificate(issuer, { subject: issuer.name, publicKey: own.publicKey, extensions: usedAsAuthority }),
    issue(request) {
      const { publicKey, privateKey } = keyPair();
      const extensions = [
        extension(oid.extendedKeyUsage, der.sequence(der.objectIdentifier(oid.serverAuth), der.objectIdentifier(oid.clientAuth))),
        ...alternativeNames(request),
      ];
      return {
        certificate: signCertificate(issuer, { subject: nameOf(request), publicKey, extensions }),
        key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
      };
    },
  };
}

interface Issuer {
  readonly name: Buffer;
  readonly key: KeyObject;
  readonly now: Date;
}

interface Subject {
  readonly subject: Buffer;
  readonly publicKey: Buffer;
  readonly extensions: readonly Buffer[];
}

/** A certificate of version 3 (RFC 5280, section 4.1), valid from a day ago for ten years. */
function signCertificate({ name, key, now }: Issuer, { subject, publicKey, extensions }: Subject): string {
  const algorithm = der.sequence(der.objectIdentifier(oid.ecdsaWithSha256));
  const positive = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const body = der.sequence(
    der.context(0, { constructed: true }, der.integer(Buffer.from([2]))),
    der.integer(positive),
    algorithm,
    name,
    der.sequence(der.time(new Date(now.getTime() - day)), der.time(new Date(now.getTime() + 3650 * day))),
    subject,
    publicKey,
    der.context(3, { constructed: true }, der.sequence(...extensions)),
  );
  const whole = der.sequence(body, algorithm, der.bitString(sign('sha256', body, key)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function keyPair(): { publicKey: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey, privateKey: createPrivateKey(privateKey) };
}

function nameOf({ commonName, organizations = [] }: CertificateRequest): Buffer {
  const part = (type: string, value: string) => der.set(der.sequence(der.objectIdentifier(type), der.text(value)));
  return der.sequence(...organizations.map((value) => part(oid.organization, value)), part(oid.commonName, commonName));
}

function alternativeNames({ dnsNames = [], addresses = [] }: CertificateRequest): Buffer[] {
  const names = [
    ...dnsNames.map((name) => der.context(2, { constructed: false }, Buffer.from(name, 'ascii'))),
    ...addresses.map((address) => der.context(7, { constructed: false }, Buffer.from(address.split('.').map(Number)))),
  ];
  return names.length === 0 ? [] : [extension(oid.subjectAltName, der.sequence(...names))];
}

function extension(type: string, value: Buffer): Buffer {
  return der.sequence(der.objectIdentifier(type), der.octetString(value));
}

import { generateKeyPair } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CertificateAuthority, createCertificateAuthority } from './certificateAuthority.ts';

/** The files by which the parts of a control plane trust each other. */
export interface ControlPlaneKeys {
  readonly authority: CertificateAuthority;
  readonly paths: Readonly<Record<'authority' | 'serverCertificate' | 'serverKey' | 'accountKey' | 'accountPublicKey', string>>;
}

/** Names of an API server inside a cluster; they are not resolved here. */
const dnsNames = ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local'];

export async function controlPlaneKeys(directory: string): Promise<ControlPlaneKeys> {
  const authority = createCertificateAuthority('modelmonitor-test', new Date());
  const server = authority.issue({ commonName: 'kube-apiserver', dnsNames, addresses: ['127.0.0.1'] });
  // RSA, as clusters sign the tokens of service accounts.
  const account = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const write = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return {
    authority,
    paths: {
      authority: write('authority.crt', authority.certificate),
      serverCertificate: write('server.crt', server.certificate),
      serverKey: write('server.key', server.key),
      accountKey: write('accounts.key', account.privateKey),
      accountPublicKey: write('accounts.pub', account.publicKey),
    },
  };
}

import type { ClientAuth, TrustedCertificates } from '@modelmonitor/api/plain';
import { SourceError } from '../errors.ts';
import type { ReadSecret, SourceContext } from '../source.ts';

/**
 * The header that authenticates to a server.
 *
 * @throws SourceError when a Secret cannot be read or cannot be sent in a header; never with its content
 */
export async function authHeaders(auth: ClientAuth | undefined, readSecret: ReadSecret): Promise<Readonly<Record<string, string>>> {
  if (auth?.basic !== undefined) {
    const { name, username, password } = auth.basic.secretRef;
    const pair = [await secretLine({ name, key: username }, readSecret), await secretLine({ name, key: password }, readSecret)].join(':');
    return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  if (auth?.bearer !== undefined) return { Authorization: `Bearer ${await secretLine(auth.bearer.secretRef, readSecret)}` };
  return auth?.header === undefined ? {} : { [auth.header.name]: await secretLine(auth.header.secretRef, readSecret) };
}

/** A secret of one line. @throws SourceError when it has more, or characters that a header cannot hold */
export async function secretLine(reference: { readonly name: string; readonly key: string }, readSecret: ReadSecret): Promise<string> {
  const line = (await readSecret(reference)).replace(/[\r\n]+$/, '');
  if (/^[\x20-\x7e\x80-\xff]+$/.test(line)) return line;
  throw new SourceError(`expected one line of text in Secret ${reference.name} under the key ${reference.key}, got something else`);
}

/** Certificates that a server is checked against, in PEM; undefined for those of Node. @throws SourceError */
export async function certificatesOf(ca: TrustedCertificates | undefined, { readConfigMap }: SourceContext): Promise<string | undefined> {
  if (ca === undefined) return undefined;
  const text = (await readConfigMap(ca.configMap, mostCertificateBytes)).bytes.toString('utf8');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new SourceError(`expected certificates in PEM in ConfigMap ${ca.configMap.name} under the key ${ca.configMap.key}, got other text`);
}

const mostCertificateBytes = 1024 * 1024;

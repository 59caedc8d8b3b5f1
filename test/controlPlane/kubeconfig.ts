import type { ApiClientOptions } from './apiClient.ts';

/** A kubeconfig with one cluster and one user, as JSON, which is YAML. */
export function kubeconfig({ url, certificateAuthority, credentials }: ApiClientOptions): string {
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  const user =
    'certificate' in credentials
      ? { 'client-certificate-data': base64(credentials.certificate), 'client-key-data': base64(credentials.key) }
      : credentials;
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: url, 'certificate-authority-data': base64(certificateAuthority) } }],
    users: [{ name: 'test', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  });
}

import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';

/** Compacts etcd to its newest revision, over its JSON gateway: a watch that continues from an older one is answered with 410. */
export async function compact({ etcdUrl }: Pick<ControlPlane, 'etcdUrl'>): Promise<void> {
  const { header } = await postJson<{ header: { revision: string } }>(`${etcdUrl}/v3/maintenance/status`, {});
  await postJson(`${etcdUrl}/v3/kv/compaction`, { revision: header.revision, physical: true });
}

async function postJson<Body>(url: string, body: object): Promise<Body> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return JSON.parse(text) as Body;
}

import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';

/** Lets etcd forget every version but the newest, over its gateway for JSON: whoever goes on from an older one is answered with 410. */
export async function compact({ etcdUrl }: Pick<ControlPlane, 'etcdUrl'>): Promise<void> {
  const { header } = await posted<{ header: { revision: string } }>(`${etcdUrl}/v3/maintenance/status`, {});
  await posted(`${etcdUrl}/v3/kv/compaction`, { revision: header.revision, physical: true });
}

async function posted<Body>(url: string, body: object): Promise<Body> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return JSON.parse(text) as Body;
}

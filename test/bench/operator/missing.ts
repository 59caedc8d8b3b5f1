import { childNames } from '@modelmonitor/api';
import { objectsAt } from './bareObjects.ts';
import type { BenchPlane } from './benchPlane.ts';
import type { World } from './churn.ts';
import { objectVersions } from './objectVersions.ts';

/** What is not as it should be, after all that was changed. */
export async function missing({ api }: BenchPlane, { shares, gone }: World): Promise<string[]> {
  const there = await objectVersions(api);
  const absent = [...shares.keys()].flatMap((place) =>
    objectsAt(place).flatMap(({ key }) => (there.has(key) ? [] : [`${key} is missing`])),
  );
  const left = gone.flatMap((place) => objectsAt(place).flatMap(({ key }) => (there.has(key) ? [`${key} is still there`] : [])));
  const old: string[] = [];
  for (const [{ namespace, name }, share] of shares) {
    const path = `/api/v1/namespaces/${namespace}/configmaps/${childNames(name).configuration}`;
    const { data } = await api.get<{ data?: Readonly<Record<string, string>> }>(path).catch(() => ({ data: undefined }));
    const { spec } = JSON.parse(data?.['monitor.json'] ?? '{}') as { spec?: { drift?: { share?: number } } };
    if (spec?.drift?.share !== share) old.push(`${namespace}/${name} has share ${spec?.drift?.share}, not ${share}`);
  }
  return [...absent, ...left, ...old];
}

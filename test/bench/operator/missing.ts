import { childNames, configurationName } from '@modelmonitor/api';
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
    const names = childNames(name);
    const { spec: ofDeployment } = await api
      .get<Templated>(`/apis/apps/v1/namespaces/${namespace}/deployments/${names.predictor}`)
      .catch((): Templated => ({}));
    const digest = ofDeployment?.template.metadata.labels['modelmonitor.dev/configuration'] ?? '';
    const path = `/api/v1/namespaces/${namespace}/configmaps/${configurationName(names, digest)}`;
    const { data } = await api.get<{ data?: Readonly<Record<string, string>> }>(path).catch(() => ({ data: undefined }));
    const { spec } = JSON.parse(data?.['monitor.json'] ?? '{}') as { spec?: { drift?: { share?: number } } };
    if (spec?.drift?.share !== share) old.push(`${namespace}/${name} has share ${spec?.drift?.share}, not ${share}`);
  }
  return [...absent, ...left, ...old];
}

interface Templated {
  readonly spec?: { readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } } };
}

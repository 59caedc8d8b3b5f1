import { mkdir, mkdtemp, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';

/** The part of a pod's specification that these tests use. */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly containers: readonly { readonly command: readonly string[]; readonly args: readonly string[] }[];
  readonly volumes: readonly Volume[];
}

interface Volume {
  readonly name: string;
  readonly projected?: { readonly sources: readonly Source[] };
}

interface Source {
  readonly configMap?: { readonly name: string; readonly items: readonly { readonly key: string; readonly path: string }[] };
}

/** The configuration directories of pods, written from the ConfigMaps of one namespace as a kubelet does. */
export interface PodVolumes {
  /** @returns the directory of a pod's configuration */
  layOut(spec: PodSpec): Promise<string>;
  /** Writes all of them again, as a kubelet does about every minute. */
  refresh(): Promise<void>;
}

export function podVolumes(
  { client }: Pick<ControlPlane, 'client'>,
  { namespace, directory }: { namespace: string; directory: string },
): PodVolumes {
  const volumes: { readonly path: string; readonly sources: readonly Source[] }[] = [];
  const contentOf = async ({ configMap }: Source): Promise<[path: string, content: string][]> => {
    if (configMap === undefined) return [];
    const answer = await client.get<{ data?: Record<string, string> }>(`/api/v1/namespaces/${namespace}/configmaps/${configMap.name}`);
    const data = answer.status === 200 ? answer.body.data : undefined;
    return configMap.items.flatMap(({ key, path }) => (data?.[key] === undefined ? [] : [[path, data[key]]]));
  };
  /** Writes a whole volume, then switches the link `..data` to it. */
  const lay = async (path: string, sources: readonly Source[]) => {
    const files = (await Promise.all(sources.map(contentOf))).flat();
    const generation = `..${process.hrtime.bigint()}`;
    for (const [file, content] of files) {
      await mkdir(dirname(join(path, generation, file)), { recursive: true });
      await writeFile(join(path, generation, file), content);
    }
    await symlink(generation, join(path, '..next'));
    await rename(join(path, '..next'), join(path, '..data'));
    for (const name of new Set(files.map(([file]) => file.split('/')[0] ?? '')))
      await symlink(`..data/${name}`, join(path, name)).catch(() => undefined);
  };
  return {
    async layOut({ volumes: ofPod }) {
      const path = await mkdtemp(join(directory, 'configuration-'));
      const sources = ofPod.find(({ name }) => name === 'configuration')?.projected?.sources ?? [];
      volumes.push({ path, sources });
      await lay(path, sources);
      return path;
    },
    async refresh() {
      for (const { path, sources } of volumes) await lay(path, sources);
    },
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { command, runProgram } from '../command.ts';
import { controlPlaneBinaries } from '../controlPlane/controlPlaneBinaries.ts';
import { leaveOut, type TestSurroundings } from '../leaveOut.ts';
import { toolPaths } from '../tools/toolPaths.ts';

const repository = join(import.meta.dirname, '../..');

/** Paths of the programs a user of a cluster has. */
interface ClusterPrograms {
  readonly helm: string;
  readonly kubectl: string;
}

/** A cluster with a node, for a run from end to end. */
export interface TestCluster {
  readonly kubeconfig: string;
  readonly programs: ClusterPrograms;
  /** Name of the release whose Prometheus selects by it. */
  readonly prometheusRelease: string;
  /** Longest that the kubelet takes to show a change of a ConfigMap in a volume, and a pod to fail its probe, in milliseconds. */
  readonly kubeletMilliseconds: number;
  /** Puts images of the local docker into the node. */
  loadImages(images: readonly string[]): Promise<void>;
  /** Installs the Prometheus operator, a Prometheus and an Alertmanager; says which Services they are. */
  installPrometheus(): Promise<{ readonly namespace: string; readonly prometheus: string; readonly alertmanager: string }>;
  remove(): Promise<void>;
}

const release = 'kube-prometheus-stack';

/**
 * A cluster of its own: kind where docker and kind are to be had, else a node made of plain binaries by the scripts of CLUSTER_SCRIPTS, where that
 * folder is there. Else the run is left out loudly, and in CI fails.
 */
export async function testCluster(what: string, surroundings: TestSurroundings): Promise<TestCluster | undefined> {
  const helm = await toolPaths(['helm'], { ...surroundings, what });
  const binaries = await controlPlaneBinaries({ ...surroundings, what });
  if (helm === undefined || binaries === undefined) return undefined;
  const programs = { ...helm, kubectl: binaries.kubectl };
  const docker = (await command('docker', ['info'])).code === 0;
  if (docker && (await command('kind', ['version'])).code === 0) return kindCluster(programs);
  const scripts = surroundings.environment['CLUSTER_SCRIPTS'];
  if (scripts !== undefined && existsSync(join(scripts, 'up'))) return plainCluster(scripts, programs);
  return leaveOut(`${what}: kind and docker are needed, or the scripts of CLUSTER_SCRIPTS, and there are neither`, surroundings);
}

async function kindCluster(programs: ClusterPrograms): Promise<TestCluster> {
  const name = 'modelmonitor-e2e';
  const kubeconfig = join(repository, '.cache/e2e.kubeconfig');
  await command('kind', ['delete', 'cluster', '--name', name]);
  await runProgram('kind', ['create', 'cluster', '--name', name, '--wait', '120s', '--kubeconfig', kubeconfig], { seconds: 600 });
  const environment = { KUBECONFIG: kubeconfig };
  return {
    kubeconfig,
    programs,
    prometheusRelease: release,
    kubeletMilliseconds: 75_000,
    loadImages: async (images) => void (await runProgram('kind', ['load', 'docker-image', '--name', name, ...images])),
    async installPrometheus() {
      const values = join(repository, 'charts/values-kube-prometheus-stack-kind.yaml');
      const repo = ['--repo', 'https://prometheus-community.github.io/helm-charts'];
      const place = ['--namespace', 'monitoring', '--create-namespace', '--values', values, '--wait', '--timeout', '10m'];
      await runProgram(programs.helm, ['install', release, release, ...repo, ...place], { environment, seconds: 700 });
      return { namespace: 'monitoring', prometheus: `${release}-prometheus:9090`, alertmanager: `${release}-alertmanager:9093` };
    },
    remove: async () => void (await command('kind', ['delete', 'cluster', '--name', name])),
  };
}

async function plainCluster(scripts: string, programs: ClusterPrograms): Promise<TestCluster> {
  const script = (name: string, args: readonly string[] = []) => runProgram(join(scripts, name), args, { seconds: 1500 });
  await command(join(scripts, 'down'), []);
  const kubeconfig = /KUBECONFIG=(\S+)/.exec(await script('up'))?.[1];
  if (kubeconfig === undefined) throw new Error(`${scripts}/up has to say KUBECONFIG=FILE`);
  return {
    kubeconfig,
    programs,
    prometheusRelease: release,
    // Its kubelet reads mounted ConfigMaps every ten seconds.
    kubeletMilliseconds: 30_000,
    loadImages: async (images) => void (await script('load-image', images)),
    async installPrometheus() {
      await script('prometheus-stack');
      return { namespace: 'monitoring', prometheus: `${release}-prometheus:9090`, alertmanager: `${release}-alertmanager:9093` };
    },
    remove: async () => void (await command(join(scripts, 'down'), [])),
  };
}

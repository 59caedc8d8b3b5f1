import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A build with Go from modules whose versions and checksums are pinned in a folder of the repository. */
export interface Recipe {
  /** Folder with go.mod and go.sum: beside this file, or any by its whole path. */
  readonly folder: string;
  /** Name of the result. */
  readonly what: string;
  /** How long it takes on two cores, nothing downloaded before. */
  readonly seconds: number;
  /** Arguments of `go`. @param out the folder for the result */
  readonly argumentsFor: (out: string) => readonly string[];
  /** A module that is built in a writable copy, the folder `source`, since its zip lacks files: by path, with their content. */
  readonly copied?: { readonly module: string; readonly lacking: Readonly<Record<string, string>> };
  /** Uses the output of `go`. */
  readonly finish?: (output: string, out: string) => void;
}

const kubernetesVersion = 'v1.34.4';
const versionPackage = 'k8s.io/component-base/version';
const [kubernetesMajor, kubernetesMinor] = kubernetesVersion.slice(1).split('.');

export const recipes = {
  kubernetes: {
    folder: 'kubernetes',
    what: `Kubernetes ${kubernetesVersion} (kube-apiserver, kube-controller-manager, kubectl)`,
    seconds: 290,
    argumentsFor: (out) => [
      'build',
      '-trimpath',
      '-o',
      `${out}/`,
      '-ldflags',
      // Without a version an API server reports itself as 1.0, and rejects newer clients.
      `-s -w -X ${versionPackage}.gitVersion=${kubernetesVersion} -X ${versionPackage}.gitMajor=${kubernetesMajor} -X ${versionPackage}.gitMinor=${kubernetesMinor}`,
      ...['kube-apiserver', 'kube-controller-manager', 'kubectl'].map((name) => `k8s.io/kubernetes/cmd/${name}`),
    ],
  },
  etcd: {
    folder: 'etcd',
    what: 'etcd',
    seconds: 50,
    argumentsFor: (out) => ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(out, 'etcd'), 'go.etcd.io/etcd/server/v3'],
  },
  prometheusOperator: {
    folder: 'prometheusOperator',
    what: "the Prometheus operator's resource definitions",
    seconds: 10,
    argumentsFor: () => ['mod', 'download', '-json', 'github.com/prometheus-operator/prometheus-operator'],
    finish: (output, out) => {
      const { Dir: module } = JSON.parse(output) as { Dir: string };
      cpSync(join(module, 'example/prometheus-operator-crd'), out, { recursive: true });
    },
  },
  gatewayApi: {
    folder: 'gatewayApi',
    what: "the Gateway API's resource definitions",
    seconds: 10,
    argumentsFor: () => ['mod', 'download', '-json', 'sigs.k8s.io/gateway-api'],
    finish: (output, out) => {
      const { Dir: module } = JSON.parse(output) as { Dir: string };
      cpSync(join(module, 'config/crd/standard'), out, { recursive: true });
    },
  },
} as const satisfies Readonly<Record<string, Recipe>>;

/** Folder with the go.mod and go.sum of a recipe. */
export function modulePath({ folder }: Recipe): string {
  return resolve(import.meta.dirname, folder);
}

/** Identifies a recipe: changes with the modules, their checksums and the arguments of Go. */
export function recipeHash(recipe: Recipe): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(modulePath(recipe), file)));
  return hash
    .update(JSON.stringify(recipe.argumentsFor('OUT')))
    .update(recipe.copied === undefined ? '' : JSON.stringify(recipe.copied))
    .digest('hex')
    .slice(0, 16);
}

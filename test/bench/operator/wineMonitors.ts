import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawObject } from '@modelmonitor/kube';
import { parse } from 'yaml';
import { wineDirectory } from '../wine.ts';

/** Monitors in a namespace. */
const perNamespace = 100;

/** A monitor's place. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
}

export interface Placed {
  readonly places: readonly Place[];
  readonly namespaces: readonly string[];
}

/** Places for so many monitors, a hundred a namespace. */
export function placesFor(count: number): Placed {
  const places = Array.from({ length: count }, (_, index) => ({
    namespace: `models-${Math.floor(index / perNamespace)}`,
    name: `wine-${index}`,
  }));
  return { places, namespaces: [...new Set(places.map(({ namespace }) => namespace))] };
}

/** The monitor of examples/wine under other names: two versions, no receivers, everything else as by default. */
export function wineMonitor({ namespace, name }: Place): RawObject {
  const { metadata: _metadata, ...monitor } = parse(readFileSync(join(wineDirectory, 'monitor.yaml'), 'utf8')) as RawObject;
  return { ...monitor, metadata: { namespace, name } } as RawObject;
}

/** Path of the monitors of a namespace, or of one. */
export function monitorPath(namespace: string, name?: string): string {
  return `/apis/modelmonitor.dev/v1alpha1/namespaces/${namespace}/modelmonitors${name === undefined ? '' : `/${name}`}`;
}

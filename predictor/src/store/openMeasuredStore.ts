import { createStoreClient, type StoreClient, type StoreClientOptions } from '@modelmonitor/store';
import type { DependencyMeter } from '../telemetry/dependencyMeter.ts';

/** Opens stores in threads of their own, whose calls and statements are measured. */
export function openMeasuredStore({ countCall, countStatement }: DependencyMeter): (options: StoreClientOptions) => StoreClient {
  return (options) => {
    const dependency = options.settings.kind === 'file' ? 'sqlite' : 'postgres';
    return createStoreClient({ ...options, onCall: (call) => countCall(dependency, call), onQuery: countStatement });
  };
}

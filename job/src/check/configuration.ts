import type { ModelMonitor, Validated } from '@modelmonitor/api';
import { createSources, readMonitor, type SourceClock, type SourcePlace, type Sources } from '@modelmonitor/sources';

/** What a drift job reads from its configuration directory. */
export interface Configuration {
  readonly monitor: ModelMonitor;
  readonly referencePath: string;
  readonly sources: Sources;
}

/**
 * The resolved resource, and where its reference lies.
 *
 * @param place whose configuration directory holds monitor.json and configmaps/NAME/KEY
 * @throws SourceError when monitor.json is missing or no ModelMonitor, or the reference cannot be read
 */
export async function readConfiguration(place: SourcePlace, clock: SourceClock): Promise<Configuration> {
  const monitor = await readMonitor(place.configDirectory, asMonitor);
  const sources = createSources(place, clock);
  return { monitor, sources, referencePath: await sources.pathOf(monitor.spec.drift.reference.source) };
}

/** The file was validated when it was written, and what validates is slow to load: this only tells a ModelMonitor from another document. */
export function asMonitor(document: unknown): Validated {
  if (isMonitor(document)) return { monitor: document, problems: [] };
  return { problems: [{ path: '', keys: [], message: 'expected a resolved resource, got another document' }] };
}

function isMonitor(value: unknown): value is ModelMonitor {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('spec' in value)) return false;
  const { spec } = value;
  return value.kind === 'ModelMonitor' && typeof spec === 'object' && spec !== null && 'drift' in spec && 'model' in spec;
}

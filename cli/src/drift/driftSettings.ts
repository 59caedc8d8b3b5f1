import { type DriftMethod, type DriftSpec, defaultLevels } from '@modelmonitor/api/plain';
import type { CheckSettings } from '@modelmonitor/drift';

/** What a user chooses on the command line. */
export interface DriftChoices {
  readonly numericMethod: DriftMethod | 'auto';
  readonly categoricalMethod: DriftMethod | 'auto';
  readonly methodOf: ReadonlyMap<string, DriftMethod | 'auto'>;
  readonly thresholdOf: ReadonlyMap<string, number>;
  readonly rules: DriftSpec['rules'];
  readonly correction: DriftSpec['correction'];
  readonly share: number;
  readonly minRows: number;
  readonly effectFloor: number;
}

/** The choices as settings of a check, as `spec.drift` would hold them; the levels are those of a resource that names none. */
export function driftSettings({ numericMethod, categoricalMethod, methodOf, thresholdOf, ...rest }: DriftChoices): CheckSettings {
  const names = new Set([...methodOf.keys(), ...thresholdOf.keys()]);
  const features = Object.fromEntries(
    [...names].map((name) => {
      const threshold = thresholdOf.get(name);
      return [name, { method: methodOf.get(name) ?? ('auto' as const), ...(threshold === undefined ? {} : { threshold }) }];
    }),
  );
  const methods = { numeric: { method: numericMethod }, categorical: { method: categoricalMethod }, features };
  return { ...rest, methods: methods as DriftSpec['methods'], levels: defaultLevels };
}

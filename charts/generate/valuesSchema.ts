import { chartValues } from './chartValues.ts';

/** The text of values.schema.json (JSON Schema 2020-12), by which Helm rejects values that are misspelled or have another type. */
export function valuesSchema(): string {
  // A parent chart passes values to its subcharts under `global`.
  const properties = {
    ...chartValues.properties,
    global: { type: 'object', description: 'Values for all charts of a release; not used here.' },
  };
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Values of the ModelMonitor chart',
    ...chartValues,
    properties,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

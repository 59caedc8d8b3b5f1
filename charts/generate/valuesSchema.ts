import { chartValues } from './chartValues.ts';

/** The text of values.schema.json (JSON Schema 2020-12), by which Helm refuses a value that is misspelled or of another type. */
export function valuesSchema(): string {
  // Values of the parent chart reach a subchart under `global`.
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

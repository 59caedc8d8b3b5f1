import { chartValues } from './chartValues.ts';

/** The text of values.schema.json (JSON Schema 2020-12), by which Helm rejects values that are misspelled or have another type. */
export function valuesSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Values of the ModelMonitor chart',
    ...chartValues,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

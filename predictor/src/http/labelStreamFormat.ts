/** Format of a stream of labels by its content type; undefined for another body. */
export function labelStreamFormat(contentType: string | undefined): 'csv' | 'ndjson' | undefined {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/csv') return 'csv';
  return ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/x-jsonlines'].includes(type)
    ? 'ndjson'
    : undefined;
}

import { request } from 'node:http';
import { features, stallRows } from './stallMonitor.ts';

interface StallRequest {
  readonly what: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The largest requests that the default limits allow: 10,000 rows in less than 1 MiB. */
export function stallRequests(): StallRequest[] {
  const rows = stallRows(10_000);
  const json = { 'content-type': 'application/json' };
  const tensor = { name: 'rows', shape: [rows.length, features] };
  const head = JSON.stringify({
    inputs: [{ ...tensor, datatype: 'FP32', parameters: { binary_data_size: 4 * features * rows.length } }],
    parameters: { binary_data_output: true },
  });
  return [
    { what: '/predict/batch', path: '/predict/batch', headers: json, body: Buffer.from(JSON.stringify({ instances: rows })) },
    {
      what: '/v2/…/infer, JSON',
      path: '/v2/models/stalls/infer',
      headers: json,
      body: Buffer.from(JSON.stringify({ inputs: [{ ...tensor, datatype: 'FP64', data: rows.flat() }] })),
    },
    {
      what: '/v2/…/infer, binary',
      path: '/v2/models/stalls/infer',
      headers: { 'content-type': 'application/octet-stream', 'inference-header-content-length': `${Buffer.byteLength(head)}` },
      body: Buffer.concat([Buffer.from(head), Buffer.from(Float32Array.from(rows.flat()).buffer)]),
    },
    { what: '/explain', path: '/explain', headers: json, body: Buffer.from(JSON.stringify({ features: rows[0] })) },
  ];
}

/** Sends a request and takes its response without looking at it. @throws Error where it is refused */
export function send(url: string, { path, headers, body }: Omit<StallRequest, 'what'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method: 'POST', headers, agent: false }, (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${path}: status ${response.statusCode}`))));
    });
    sent.on('error', reject).end(body);
  });
}

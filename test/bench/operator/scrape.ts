/** What a process exported at one moment. */
export interface Scraped {
  /** Sum of the samples of a metric that have these labels; 0 when there is none. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

/** Reads /metrics. */
export async function scrape({ url }: { readonly url: string }): Promise<Scraped> {
  return parseScrape(await (await fetch(`${url}/metrics`)).text());
}

/** What the text format says. */
export function parseScrape(text: string): Scraped {
  const lines = text.split('\n');
  return {
    sum(name, labels = {}) {
      const expected = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      const samples = lines.filter(
        (line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && expected.every((pair) => line.includes(pair)),
      );
      return samples.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
    },
  };
}

/** Requests to the API server by method, and requests that failed or were refused. */
export interface Requests {
  readonly get: number;
  readonly patch: number;
  readonly post: number;
  readonly put: number;
  readonly delete: number;
  readonly failed: number;
}

export function requestsOf(scraped: Scraped, before?: Requests): Requests {
  const total = (labels: Readonly<Record<string, string>>) => scraped.sum('rest_client_requests_total', labels);
  const now = {
    get: total({ method: 'GET' }),
    patch: total({ method: 'PATCH' }),
    post: total({ method: 'POST' }),
    put: total({ method: 'PUT' }),
    delete: total({ method: 'DELETE' }),
    failed: ['<error>', '409', '429', '500', '503'].reduce((sum, code) => sum + total({ code }), 0),
  };
  if (before === undefined) return now;
  return Object.fromEntries(
    Object.entries(now).map(([name, value]) => [name, value - before[name as keyof Requests]]),
  ) as unknown as Requests;
}

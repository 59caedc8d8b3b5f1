import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Router } from '@koa/router';
import { pageHeaders } from './pageHeaders.ts';
import { type StaticFile, staticFiles } from './staticFiles.ts';

/** GET /docs: Swagger UI for /openapi.json, with all its files served locally. */
export function docsRoutes(router: Router): void {
  // Relative addresses in the page stay valid behind a proxy that adds a path.
  router.get('/docs/', (context, next) => (context.path.endsWith('/') ? context.redirect('../docs') : next()));
  staticFiles(router, docsFiles());
}

function docsFiles(): StaticFile[] {
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const own = join(import.meta.dirname, 'browser');
  // Swagger UI draws its icons as data: addresses.
  const headers = pageHeaders("'self' data:");
  return [
    { route: '/docs', path: join(own, 'docs.html'), type: 'html', headers },
    { route: '/docs/docs.js', path: join(own, 'docs.js'), type: 'js' },
    { route: '/docs/docs.css', path: join(own, 'docs.css'), type: 'css' },
    { route: '/docs/swagger-ui.css', path: join(swagger, 'swagger-ui.css'), type: 'css' },
    { route: '/docs/swagger-ui-bundle.js', path: join(swagger, 'swagger-ui-bundle.js'), type: 'js' },
    { route: '/docs/favicon-32x32.png', path: join(swagger, 'favicon-32x32.png'), type: 'png' },
  ];
}

import { join } from 'node:path';
import type { Router } from '@koa/router';
import { pageHeaders } from '../docs/pageHeaders.ts';
import { staticFiles } from '../docs/staticFiles.ts';

/** Modules imported by page.js, under /page/. */
const modules = [
  'api',
  'credentials',
  'curl',
  'drift',
  'element',
  'format',
  'keyedRows',
  'performance',
  'poll',
  'store',
  'tryForm',
  'traffic',
  'versions',
];

/** Style sheets beside page.css, under /page/. */
const styles = ['layout', 'figures', 'performance', 'try'];

/** GET /: the page of the model. The files contain nothing of the model; their data comes from /status and /openapi.json. */
export function pageRoutes(router: Router): void {
  const browser = join(import.meta.dirname, 'browser');
  staticFiles(router, [
    { route: '/', path: join(browser, 'page.html'), type: 'html', headers: pageHeaders() },
    { route: '/page.css', path: join(browser, 'page.css'), type: 'css' },
    { route: '/page.js', path: join(browser, 'page.js'), type: 'js' },
    { route: '/page/icon.svg', path: join(browser, 'page/icon.svg'), type: 'svg' },
    ...styles.map((name) => ({ route: `/page/${name}.css`, path: join(browser, `page/${name}.css`), type: 'css' })),
    ...modules.map((name) => ({ route: `/page/${name}.js`, path: join(browser, `page/${name}.js`), type: 'js' })),
  ]);
}

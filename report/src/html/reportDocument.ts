import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { html, type Markup, rawMarkup } from './markup.ts';
import { qualityStyles } from './quality/qualityStyles.ts';
import { styles } from './styles.ts';

interface ReportDocument {
  readonly title: Markup;
  /** What `<main>` holds. */
  readonly main: Markup;
  readonly footer: Markup;
  /** Script at the end of the page; none when empty. */
  readonly script: string;
}

/** A page that loads nothing: styles and script are in it, and its content security policy allows no others. */
export function reportDocument({ title, main, footer, script }: ReportDocument): string {
  return html`<!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(script)}">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="ModelMonitor">
      <title>${title}</title>
      <style>${rawMarkup(styles + qualityStyles)}</style>
    </head>
    <body>
      <main>
        ${main}
      </main>
      ${footer}
      ${script !== '' && html`<script>${rawMarkup(script)}</script>`}
    </body>
    </html>`.text.concat('\n');
}

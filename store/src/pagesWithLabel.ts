import type { RowPage } from './rowPage.ts';
import { selectPageRows } from './selectPageRows.ts';

/** The rows of pages whose newest label is a class or a value. */
export async function* pagesWithLabel(pages: AsyncIterable<RowPage>, label: string | number): AsyncGenerator<RowPage, void, undefined> {
  for await (const page of pages) {
    const kept = Array.from(page.actuals.keys()).filter((row) => page.actuals[row] === label);
    if (kept.length > 0) yield selectPageRows(page, kept);
  }
}

export { renderHtml } from './html/renderHtml.ts';

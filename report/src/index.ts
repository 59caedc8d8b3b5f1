export { evidentlyReport } from './evidently/evidentlyReport.ts';
export { renderQualityHtml } from './html/quality/renderQualityHtml.ts';
export { renderHtml } from './html/renderHtml.ts';

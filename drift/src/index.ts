export { type CheckSettings, checkDrift, rowFindings } from './checkDrift.ts';
export { contributionsReport } from './contributions/contributionsReport.ts';
export { type CountInput, countCurrent } from './counted/countCurrent.ts';
export { type HourSide, hourDataSet } from './counted/hourDataSet.ts';
export { commonLabels, type KnownLabels, tableWithLabels } from './sections/commonLabels.ts';
export { lateLabelNote } from './sections/lateLabels.ts';
export { type AnsweredRows, rowSections } from './sections/rowSections.ts';
export { segmentReports } from './segments/segmentReports.ts';
export { type SegmentRequest, segmentSides } from './segments/segmentSides.ts';

export { alertmanagerFile } from './alertmanager/alertmanagerFile.ts';
export { alerts } from './alerts/alerts.ts';
export { alertCases } from './cases/alertCases.ts';
export { recordCases } from './cases/recordCases.ts';
export { ruleTestFile } from './cases/ruleTestFile.ts';
export { dashboardFiles } from './dashboards/dashboardFiles.ts';
export { alertDocs } from './docs/alertDocs.ts';
export { ruleFile, ruleGroups, runbookUrl } from './rules/ruleFile.ts';

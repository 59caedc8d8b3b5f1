export { customResourceDefinition } from './crd/customResourceDefinition.ts';
export { conditionDocs } from './docs/conditionDocs.ts';
export { methodDocs } from './docs/methodDocs.ts';
export { metricsDocs } from './docs/metricsDocs.ts';
export { reportDocs } from './docs/reportDocs.ts';
export { resourceDocs } from './docs/resourceDocs.ts';
export { admissionPolicy } from './policy/admissionPolicy.ts';

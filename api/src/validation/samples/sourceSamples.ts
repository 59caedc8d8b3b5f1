import type { InvalidSample } from './sample.ts';

/** Sources that the schema refuses. */
export const sourceSamples: readonly InvalidSample[] = [
  {
    name: 'an address with a password',
    changes: { 'spec.model.versions.0.source': { http: { url: 'https://me:sesame@models.example.org/wine.ubj' } } },
    path: 'spec.model.versions[0].source.http.url',
    message:
      'expected an address that starts with http:// or https://, without user and password, got "https://me:sesame@models.example.org/wine.ubj"',
  },
  {
    name: 'a path that leaves its volume',
    changes: { 'spec.model.versions.0.source': { persistentVolumeClaim: { claimName: 'models', path: 'a/../../b' } } },
    path: 'spec.model.versions[0].source.persistentVolumeClaim.path',
    message: 'expected a relative path of letters, digits, dots, hyphens, underscores, blanks and @+=, without .., got "a/../../b"',
  },
  {
    name: 'an image without its registry',
    changes: { 'spec.model.versions.0.source': { oci: { reference: 'wine:v3' } } },
    path: 'spec.model.versions[0].source.oci.reference',
    message: 'expected a reference with its registry, such as registry.example.org/models/wine:v3 or …@sha256:DIGEST, got "wine:v3"',
  },
  {
    name: 'a source that no code reads',
    changes: { 'spec.drift.reference.source.gcs': { bucket: 'models', key: 'wine.csv' } },
    path: 'spec.drift.reference.source.gcs',
    message: 'unknown field; expected one of configMap, http, oci, persistentVolumeClaim, s3',
  },
];

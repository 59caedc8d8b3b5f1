{{/*
What becomes of the CustomResourceDefinition, as YAML: `render`, and for one of another owner `owner` and `differs`.

Helm refuses to install over an object of another owner. So a definition that kubectl, Argo CD or another release manages is left as it is, and
the notes report one that differs. One that an upgrade could delete is rendered in any case: then Helm decides. `helm template` sees no cluster.
*/}}
{{- define "modelmonitor.definition" -}}
{{- $crd := .Files.Get "files/crd.yaml" | fromYaml -}}
{{- $found := dict -}}
{{- if .Values.crds.enabled -}}{{- $found = lookup "apiextensions.k8s.io/v1" "CustomResourceDefinition" "" $crd.metadata.name | default dict -}}{{- end -}}
{{- $metadata := $found.metadata | default dict -}}
{{- $annotations := $metadata.annotations | default dict -}}
{{- $name := index $annotations "meta.helm.sh/release-name" | default "" -}}
{{- $namespace := index $annotations "meta.helm.sh/release-namespace" | default "" -}}
{{- $isOwn := and (eq $name .Release.Name) (eq $namespace .Release.Namespace) (eq (index ($metadata.labels | default dict) "app.kubernetes.io/managed-by" | default "") "Helm") -}}
{{- $isKept := eq (index $annotations "helm.sh/resource-policy" | default "") "keep" -}}
{{- $isLost := and .Release.IsUpgrade (ne $name "") (not $isKept) -}}
{{- if not .Values.crds.enabled -}}
render: false
{{- else if or (not $found) $isOwn $isLost -}}
render: true
{{- else -}}
render: false
owner: {{ if $name }}release {{ $name }} of namespace {{ $namespace }}{{ else }}no Helm release{{ end }}
differs: {{ ne (toJson (index $crd.spec.versions 0).schema) (toJson (index $found.spec.versions 0).schema) }}
{{- end -}}
{{- end -}}

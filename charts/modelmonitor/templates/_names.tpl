{{/* Name of the objects: the release name, followed by the chart name unless the release name contains it. */}}
{{- define "modelmonitor.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 53 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "modelmonitor.operator" -}}{{ include "modelmonitor.fullname" . }}-operator{{- end -}}

{{- define "modelmonitor.namespace" -}}{{ default .Release.Namespace .Values.namespaceOverride }}{{- end -}}

{{- define "modelmonitor.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}{{ default (include "modelmonitor.operator" .) .Values.serviceAccount.name }}
{{- else -}}{{ default "default" .Values.serviceAccount.name }}{{- end -}}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "modelmonitor.labels" -}}
{{- $chart := printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" -}}
{{- $fixed := merge (dict "app.kubernetes.io/managed-by" .Release.Service) (include "modelmonitor.selector" . | fromYaml) -}}
{{- $usual := dict "helm.sh/chart" $chart "app.kubernetes.io/version" .Chart.AppVersion "app.kubernetes.io/part-of" "modelmonitor" -}}
{{- merge $fixed (.Values.commonLabels | default dict) $usual | toYaml -}}
{{- end -}}

{{/* Labels that select the operator's pods. */}}
{{- define "modelmonitor.selector" -}}
app.kubernetes.io/name: modelmonitor-operator
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* `annotations` of an object, or nothing. Arguments: the root, and annotations beside commonAnnotations, which take precedence. */}}
{{- define "modelmonitor.annotations" -}}
{{- $root := index . 0 -}}
{{- with merge (dict) (index . 1 | default dict) ($root.Values.commonAnnotations | default dict) -}}
annotations: {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* REPOSITORY:TAG or REPOSITORY@DIGEST of an image. Arguments: the values of the image, and the root. */}}
{{- define "modelmonitor.image" -}}
{{- $image := index . 0 -}}{{- $root := index . 1 -}}
{{- $repository := $image.repository -}}
{{- with ($root.Values.global).imageRegistry -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" $repository "") -}}
{{- end -}}
{{- if $image.digest -}}{{ $repository }}@{{ $image.digest }}{{- else -}}{{ $repository }}:{{ default $root.Chart.AppVersion $image.tag }}{{- end -}}
{{- end -}}

{{/* Names of the Secrets with registry credentials, separated by commas. */}}
{{- define "modelmonitor.pullSecrets" -}}
{{- $names := list -}}
{{- range concat (.Values.imagePullSecrets | default list) ((.Values.global).imagePullSecrets | default list) -}}
{{- $names = append $names (kindIs "string" . | ternary . (dig "name" "" (kindIs "map" . | ternary . dict))) -}}
{{- end -}}
{{- uniq $names | join "," -}}
{{- end -}}

{{/* The handler and the settings of a probe. Arguments: the path, and the settings. */}}
{{- define "modelmonitor.probe" -}}
{{- merge (dict) (index . 1) (dict "httpGet" (dict "path" (index . 0) "port" "metrics")) | toYaml -}}
{{- end -}}

{{/* `true` if an object of a kind is rendered, otherwise empty. Arguments: its values, API version, kind and the root. */}}
{{- define "modelmonitor.renders" -}}
{{- $values := index . 0 -}}{{- $api := index . 1 -}}{{- $kind := index . 2 -}}{{- $root := index . 3 -}}
{{- $known := $root.Capabilities.APIVersions.Has (printf "%s/%s" $api $kind) -}}
{{- if $values.enabled -}}
{{- if or $known (eq $values.renderMode "alwaysRender") -}}true
{{- else if eq $values.renderMode "failIfMissing" -}}
{{- fail (printf "the cluster does not have %s of %s: install the Prometheus operator first, or set renderMode: skipIfMissing" $kind $api) -}}
{{- end -}}
{{- end -}}
{{- end -}}

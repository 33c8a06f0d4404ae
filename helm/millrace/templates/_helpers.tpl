{{/* The name everything starts with. */}}
{{- define "millrace.name" -}}
{{- if contains "millrace" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-millrace{{ end }}
{{- end }}

{{/* The installation's name: a dot is neither in a namespace nor in a cluster's id, so it is nobody else's. */}}
{{- define "millrace.installation" -}}
{{- $name := default (printf "%s.%s" .Release.Namespace .Release.Name) .Values.installation }}
{{- if gt (len $name) 63 }}
{{- fail (printf "installation: %q has more than 63 characters; set a shorter one" $name) }}
{{- end }}
{{- $name }}
{{- end }}

{{/* What selects the pods of a component: (list . "component"). */}}
{{- define "millrace.selector" -}}
app.kubernetes.io/name: millrace
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* The labels of an object: (list . "component"). */}}
{{- define "millrace.labels" -}}
{{ include "millrace.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end }}

{{/* An image: (list . "controlPlane" "millrace-control-plane"). */}}
{{- define "millrace.image" -}}
{{- $root := index . 0 }}
{{- $image := $root.Values.image }}
{{- $whole := get $image (index . 1) }}
{{- if $whole }}{{ $whole }}
{{- else }}
{{- if not $image.registry }}
{{- fail (printf "image.registry: say where the images were pushed, such as registry.example.com/millrace (or set image.%s)" (index . 1)) }}
{{- end }}
{{- printf "%s/%s:%s" (trimSuffix "/" $image.registry) (index . 2) (default $root.Chart.AppVersion $image.tag) }}
{{- end }}
{{- end }}

{{/* The Secret with the database's URL. */}}
{{- define "millrace.databaseSecret" -}}
{{- $database := .Values.database }}
{{- if and $database.existingSecret $database.trial.enabled }}
{{- fail "database: set either existingSecret or trial.enabled, not both" }}
{{- end }}
{{- if $database.trial.enabled }}{{ include "millrace.name" . }}-postgres
{{- else }}
{{- required "database.existingSecret: name a Secret with the key url (or, to try Millrace out, set database.trial.enabled)" $database.existingSecret }}
{{- end }}
{{- end }}

{{- define "millrace.rootSecret" -}}
{{ default (printf "%s-root" (include "millrace.name" .)) .Values.rootSecret.existingSecret }}
{{- end }}

{{- define "millrace.adminSecret" -}}
{{ default (printf "%s-admin" (include "millrace.name" .)) .Values.admin.existingSecret }}
{{- end }}

{{- define "millrace.caSecret" -}}
{{- if eq .Values.ca.source "secret" }}
{{- required "ca.existingSecret: name the Secret with the authority's tls.crt and tls.key" .Values.ca.existingSecret }}
{{- else }}{{ include "millrace.name" . }}-ca
{{- end }}
{{- end }}

{{- define "millrace.ingressSecret" -}}
{{- $tls := .Values.api.ingress.tls }}
{{- if eq $tls.source "secret" }}
{{- required "api.ingress.tls.secretName: name the Secret with the certificate of the API" $tls.secretName }}
{{- else }}{{ include "millrace.name" . }}-api-tls
{{- end }}
{{- end }}

{{/* Selects the namespaces of this installation's Kafka clusters. */}}
{{- define "millrace.clusterNamespaces" -}}
app.kubernetes.io/managed-by: millrace
millrace.io/installation: {{ include "millrace.installation" . }}
{{- end }}

{{/* The pod's and the container's part of what the profile "restricted" asks for. */}}
{{- define "millrace.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "millrace.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "millrace.pullSecrets" -}}
{{- with .Values.image.pullSecrets -}}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* What every command of the control plane reads about the database. */}}
{{- define "millrace.databaseEnv" -}}
- { name: MILLRACE_DATABASE_URL_FILE, value: /etc/millrace/database/url }
- { name: MILLRACE_DATABASE_WAIT, value: "600" }
- { name: MILLRACE_DATABASE_CONNECTIONS, value: {{ .Values.database.connections | quote }} }
- { name: MILLRACE_LOG, value: {{ .Values.controlPlane.log | quote }} }
- { name: MILLRACE_LOG_FORMAT, value: json }
{{- end }}

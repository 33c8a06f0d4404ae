{{/* Rules that several policies have in common. */}}
{{- define "millrace.egress.dns" -}}
- to: {{- toYaml .Values.networkPolicy.dns | nindent 4 }}
  ports:
    - { port: 53, protocol: UDP }
    - { port: 53, protocol: TCP }
{{- end }}

{{- define "millrace.egress.database" -}}
- to:
    {{- if .Values.database.trial.enabled }}
    - podSelector:
        matchLabels: {{- include "millrace.selector" (list . "postgres") | nindent 10 }}
    {{- else }}
    {{- range .Values.networkPolicy.databaseCidrs }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
    {{- end }}
  ports:
    - { port: {{ ternary 5432 .Values.database.port .Values.database.trial.enabled }}, protocol: TCP }
{{- end }}

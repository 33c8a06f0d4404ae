// What most new instances need not say: endpoint, description, labels, smaller limits, protection.
import { Checkbox, FormGroup, FormSection, Grid, GridItem, Radio, TextInput } from '@patternfly/react-core';
import type { Plan } from '../../api/instances';
import { FieldHelp } from '../../parts/FieldHelp';
import { parseLabels } from '../../parts/names';
import { text } from '../../text';
import { type Draft, isWithin } from './draft';
import { LIMIT_NAMES, limitLabel, limitValue } from './limits';

const words = text.instances.new;
const ENDPOINTS = ['public', 'private'] as const;

interface Props {
  draft: Draft;
  plan: Plan;
  change: (change: Partial<Draft>) => void;
  /** What the server says of the field at a JSON pointer. */
  problem: (pointer: string) => string | undefined;
}

export function AdvancedFields({ draft, plan, change, problem }: Props) {
  const labelsProblem = parseLabels(draft.labels) ? problem('/labels') : words.labelsWrong;
  return (
    <>
      <FormGroup role="radiogroup" isStack label={words.endpoint} fieldId="endpoint">
        {ENDPOINTS.map((endpoint) => (
          <Radio
            key={endpoint}
            id={`endpoint-${endpoint}`}
            name="endpoint"
            label={words.endpoints[endpoint]}
            isChecked={draft.endpoint === endpoint}
            onChange={() => change({ endpoint })}
          />
        ))}
        <FieldHelp id="endpoint-help" error={problem('/endpoint')} />
      </FormGroup>
      <FormGroup label={words.description} fieldId="description">
        <TextInput
          id="description"
          value={draft.description}
          aria-describedby="description-help"
          onChange={(_, description) => change({ description })}
        />
        <FieldHelp id="description-help" error={problem('/description')} />
      </FormGroup>
      <FormGroup label={words.labels} fieldId="labels">
        <TextInput
          id="labels"
          value={draft.labels}
          validated={labelsProblem ? 'error' : 'default'}
          aria-describedby="labels-help"
          onChange={(_, labels) => change({ labels })}
        />
        <FieldHelp id="labels-help" error={labelsProblem}>
          {words.labelsHelp}
        </FieldHelp>
      </FormGroup>
      <FormSection title={words.limitsTitle} titleElement="h3">
        <Grid hasGutter>
          {LIMIT_NAMES.map((name) => {
            const value = draft.limits[name] ?? '';
            const most = plan.limits[name];
            const error = isWithin(value, most)
              ? problem(`/limits/${name}`)
              : words.limitWrong(limitValue(name, most));
            return (
              <GridItem key={name} sm={6}>
                <FormGroup label={limitLabel(name)} fieldId={`limit-${name}`}>
                  <TextInput
                    id={`limit-${name}`}
                    inputMode="numeric"
                    value={value}
                    placeholder={String(plan.limits[name])}
                    validated={error ? 'error' : 'default'}
                    aria-describedby={`limit-${name}-help`}
                    onChange={(_, limit) => change({ limits: { ...draft.limits, [name]: limit.trim() } })}
                  />
                  <FieldHelp id={`limit-${name}-help`} error={error}>
                    {words.limitHelp(limitValue(name, most))}
                  </FieldHelp>
                </FormGroup>
              </GridItem>
            );
          })}
        </Grid>
      </FormSection>
      <Checkbox
        id="deletion-protection"
        label={words.protection}
        description={words.protectionHelp}
        isChecked={draft.deletionProtection}
        onChange={(_, deletionProtection) => change({ deletionProtection })}
      />
    </>
  );
}

// What most new instances need not say: endpoint, description, labels, smaller limits, protection.
import { Checkbox, FormGroup, FormSection, Grid, GridItem, Radio } from '@patternfly/react-core';
import type { Plan } from '../../api/instances';
import { FieldHelp } from '../../parts/FieldHelp';
import { parseLabels } from '../../parts/names';
import { TextField } from '../../parts/TextField';
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
      <TextField
        id="description"
        label={words.description}
        value={draft.description}
        error={problem('/description')}
        onChange={(description) => change({ description })}
      />
      <TextField
        id="labels"
        label={words.labels}
        value={draft.labels}
        error={parseLabels(draft.labels) ? problem('/labels') : words.labelsWrong}
        help={words.labelsHelp}
        onChange={(labels) => change({ labels })}
      />
      <FormSection title={words.limitsTitle} titleElement="h3">
        <Grid hasGutter>
          {LIMIT_NAMES.map((name) => {
            const most = plan.limits[name];
            const error = isWithin(draft.limits[name] ?? '', most)
              ? problem(`/limits/${name}`)
              : words.limitWrong(limitValue(name, most));
            return (
              <GridItem key={name} sm={6}>
                <TextField
                  id={`limit-${name}`}
                  label={limitLabel(name)}
                  inputMode="numeric"
                  value={draft.limits[name] ?? ''}
                  placeholder={String(plan.limits[name])}
                  error={error}
                  help={words.limitHelp(limitValue(name, most))}
                  onChange={(limit) => change({ limits: { ...draft.limits, [name]: limit.trim() } })}
                />
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

// Which events are shown. What is typed takes effect when it is sent, so that no half word is asked for.
import {
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Grid,
  GridItem,
  TextInput,
} from '@patternfly/react-core';
import { useState } from 'react';
import type { AuditFilter, Outcome } from '../../api/activity';
import { text } from '../../text';

const { activity } = text;
const OUTCOMES: readonly Outcome[] = ['success', 'denied', 'failed'];

interface Props {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

export function Filters({ filter, onChange }: Props) {
  const [action, setAction] = useState(filter.action ?? '');
  const [actor, setActor] = useState(filter.actor ?? '');
  const [subject, setSubject] = useState(filter.subject ?? '');
  const [outcome, setOutcome] = useState<string>(filter.outcome ?? '');
  const apply = () => {
    const chosen = OUTCOMES.find((one) => one === outcome);
    onChange({
      ...(action.trim() && { action: action.trim() }),
      ...(chosen && { outcome: chosen }),
      ...(actor.trim() && { actor: actor.trim() }),
      ...(subject.trim() && { subject: subject.trim() }),
    });
  };
  const fields = [
    { id: 'action', label: activity.columns.action, value: action, set: setAction },
    { id: 'actor', label: activity.columns.actor, value: actor, set: setActor },
    { id: 'subject', label: activity.columns.subject, value: subject, set: setSubject },
  ];
  return (
    <Form
      aria-label={activity.filters}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Grid hasGutter sm={12} md={6} lg={3}>
        {fields.map(({ id, label, value, set }) => (
          <GridItem key={id}>
            <FormGroup label={label} fieldId={`filter-${id}`}>
              <TextInput
                id={`filter-${id}`}
                value={value}
                placeholder={id === 'action' ? activity.actionPlaceholder : ''}
                onChange={(_, typed) => set(typed)}
              />
            </FormGroup>
          </GridItem>
        ))}
        <GridItem>
          <FormGroup label={activity.columns.outcome} fieldId="filter-outcome">
            <FormSelect id="filter-outcome" value={outcome} onChange={(_, value) => setOutcome(value)}>
              <FormSelectOption value="" label={activity.anyOutcome} />
              {OUTCOMES.map((one) => (
                <FormSelectOption key={one} value={one} label={activity.outcomes[one]} />
              ))}
            </FormSelect>
          </FormGroup>
        </GridItem>
        <GridItem span={12}>
          <Button type="submit" variant="secondary">
            {activity.apply}
          </Button>
          {Object.keys(filter).length > 0 && (
            <Button variant="link" onClick={() => onChange({})}>
              {activity.clear}
            </Button>
          )}
        </GridItem>
      </Grid>
    </Form>
  );
}

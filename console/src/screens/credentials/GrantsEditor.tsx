// Grants to be written: on which resources, with which names, what may be done.
import {
  Button,
  Checkbox,
  Flex,
  FormFieldGroup,
  FormFieldGroupHeader,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Grid,
  GridItem,
  TextInput,
} from '@patternfly/react-core';
import type { Grant } from '../../api/credentials';
import { FieldHelp } from '../../parts/FieldHelp';
import { text } from '../../text';

const words = text.credentials.grants;

/** What Kafka knows to do with each kind of resource. */
const OPERATIONS = {
  topic: [
    'all',
    'read',
    'write',
    'create',
    'delete',
    'alter',
    'describe',
    'describe_configs',
    'alter_configs',
  ],
  group: ['all', 'read', 'describe', 'delete'],
  transactional_id: ['all', 'write', 'describe'],
  cluster: ['all', 'create', 'alter', 'describe', 'describe_configs', 'alter_configs'],
} as const satisfies Record<Grant['resource'], readonly Grant['operations'][number][]>;

const RESOURCES = ['topic', 'group', 'transactional_id', 'cluster'] as const;
const PATTERNS = ['literal', 'prefixed'] as const;

export const NEW_GRANT: Grant = { resource: 'topic', name: '*', pattern: 'literal', operations: ['read'] };

export function areComplete(grants: readonly Grant[]): boolean {
  return grants.length > 0 && grants.every(({ name, operations }) => name !== '' && operations.length > 0);
}

interface Props {
  grants: readonly Grant[];
  onChange: (grants: Grant[]) => void;
  problem: (pointer: string) => string | undefined;
}

export function GrantsEditor({ grants, onChange, problem }: Props) {
  const replace = (place: number, grant: Grant) => onChange(grants.with(place, grant));
  return (
    <>
      {grants.map((grant, place) => (
        <FormFieldGroup
          key={place}
          header={
            <FormFieldGroupHeader
              titleText={{ text: words.number(place + 1), id: `grant-${place}-title` }}
              actions={
                <Button
                  variant="link"
                  aria-label={`${words.remove}: ${words.number(place + 1)}`}
                  onClick={() => onChange(grants.toSpliced(place, 1))}
                >
                  {words.remove}
                </Button>
              }
            />
          }
        >
          <GrantFields
            id={`grant-${place}`}
            grant={grant}
            onChange={(changed) => replace(place, changed)}
            error={['', '/name', '/operations', '/pattern']
              .map((end) => problem(`/grants/${place}${end}`))
              .find(Boolean)}
          />
        </FormFieldGroup>
      ))}
      <div>
        <Button variant="secondary" size="sm" onClick={() => onChange([...grants, NEW_GRANT])}>
          {words.add}
        </Button>
      </div>
    </>
  );
}

interface FieldsProps {
  id: string;
  grant: Grant;
  onChange: (grant: Grant) => void;
  error: string | undefined;
}

function GrantFields({ id, grant, onChange, error }: FieldsProps) {
  const whole = grant.resource === 'cluster';
  const toggle = (operation: Grant['operations'][number], on: boolean) => {
    const others = grant.operations.filter((other) => other !== operation);
    onChange({ ...grant, operations: on ? [...others, operation] : others });
  };
  return (
    <>
      <Grid hasGutter>
        <GridItem sm={4}>
          <FormGroup label={words.resource} fieldId={`${id}-resource`}>
            <FormSelect
              id={`${id}-resource`}
              value={grant.resource}
              onChange={(_, value) => {
                const resource = RESOURCES.find((known) => known === value) ?? 'topic';
                const known: readonly string[] = OPERATIONS[resource];
                const operations = grant.operations.filter((operation) => known.includes(operation));
                onChange({ resource, name: '*', pattern: 'literal', operations });
              }}
            >
              {RESOURCES.map((resource) => (
                <FormSelectOption key={resource} value={resource} label={words.resources[resource]} />
              ))}
            </FormSelect>
          </FormGroup>
        </GridItem>
        {!whole && (
          <>
            <GridItem sm={3}>
              <FormGroup label={words.pattern} fieldId={`${id}-pattern`}>
                <FormSelect
                  id={`${id}-pattern`}
                  value={grant.pattern ?? 'literal'}
                  onChange={(_, value) =>
                    onChange({ ...grant, pattern: PATTERNS.find((known) => known === value) ?? 'literal' })
                  }
                >
                  {PATTERNS.map((pattern) => (
                    <FormSelectOption key={pattern} value={pattern} label={words.patterns[pattern]} />
                  ))}
                </FormSelect>
              </FormGroup>
            </GridItem>
            <GridItem sm={5}>
              <FormGroup label={words.name} fieldId={`${id}-name`}>
                <TextInput
                  id={`${id}-name`}
                  value={grant.name}
                  onChange={(_, name) => onChange({ ...grant, name })}
                />
              </FormGroup>
            </GridItem>
          </>
        )}
      </Grid>
      <FormGroup role="group" label={words.operations} fieldId={`${id}-operations`}>
        <Flex>
          {OPERATIONS[grant.resource].map((operation) => (
            <Checkbox
              key={operation}
              id={`${id}-${operation}`}
              label={operation.replaceAll('_', ' ')}
              isChecked={grant.operations.includes(operation)}
              onChange={(_, on) => toggle(operation, on)}
            />
          ))}
        </Flex>
        <FieldHelp id={`${id}-help`} error={error} />
      </FormGroup>
    </>
  );
}

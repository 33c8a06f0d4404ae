// What an owner can change about an instance, and what it is called where.
import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  LabelGroup,
  Label,
} from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import type { Instance } from '../../api/instances';
import { ActionButton } from '../../parts/ActionButton';
import { CopyField } from '../../parts/CopyField';
import { Section } from '../../parts/Section';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { DeleteInstance } from './DeleteInstance';
import { EditSettings } from './EditSettings';

const words = text.instance.settings;
const fields = text.instances.new;

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

export function Settings({ instance }: { instance: Instance }) {
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const guarded = instance.spec.deletion_protection ? text.instance.remove.protected : undefined;
  const labels = Object.entries(instance.labels);
  return (
    <Section
      title={words.title}
      action={
        <ActionButton
          variant="link"
          permissions={instance.permissions}
          action="instance.update"
          onClick={() => setEditing(true)}
        >
          {words.edit}
        </ActionButton>
      }
      footer={
        <ActionButton
          variant="secondary"
          isDanger
          permissions={instance.permissions}
          action="instance.delete"
          blocked={guarded}
          onClick={() => setDeleting(true)}
        >
          {text.instance.remove.action}
        </ActionButton>
      }
    >
      <DescriptionList isCompact>
        <Row term={words.id}>
          <CopyField label={words.id} value={instance.id} />
        </Row>
        <Row term={words.plan}>{instance.plan}</Row>
        <Row term={words.endpoint}>{words.endpoints[instance.spec.endpoint]}</Row>
        <Row term={fields.description}>{instance.description || text.common.none}</Row>
        <Row term={fields.labels}>
          {labels.length === 0 ? (
            text.common.none
          ) : (
            <LabelGroup numLabels={10} aria-label={fields.labels}>
              {labels.map(([key, value]) => (
                <Label key={key} isCompact>
                  {key}={value}
                </Label>
              ))}
            </LabelGroup>
          )}
        </Row>
        <Row term={fields.protection}>{instance.spec.deletion_protection ? words.on : words.off}</Row>
        <Row term={words.created}>
          <Timestamp at={instance.created_at} />
        </Row>
      </DescriptionList>
      {deleting && <DeleteInstance instance={instance} onClose={() => setDeleting(false)} />}
      {editing && <EditSettings instance={instance} onClose={() => setEditing(false)} />}
    </Section>
  );
}

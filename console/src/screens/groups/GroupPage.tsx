// One consumer group: how far it is, who belongs to it, moving it to other offsets, deleting it.
import { Flex, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Group, groupQuery } from '../../api/groups';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import { ActionButton } from '../../parts/ActionButton';
import { Page } from '../../parts/Page';
import { QueryView } from '../../parts/QueryView';
import { text } from '../../text';
import { DeleteGroup } from './DeleteGroup';
import { MembersTable } from './MembersTable';
import { OffsetsTable } from './OffsetsTable';
import { ResetOffsets } from './ResetOffsets';
import { StateLabel } from './StateLabel';

const words = text.groups;
/** How many members a reason names; the table below has all of them. */
const NAMED = 3;

/** Why a group cannot be changed now. */
function blocked({ members }: Group): string | undefined {
  if (members.length === 0) return undefined;
  const names = members.slice(0, NAMED).map(({ client_id, host }) => `${client_id} at ${host}`);
  return words.active(names, members.length - names.length);
}

export function GroupPage() {
  const { instance, group } = useParams({ from: '/signed-in/instances/$instance/groups/$group' });
  const { data: owner } = useQuery(instanceQuery(instance));
  const query = useQuery(groupQuery(instance, group));
  const [changing, setChanging] = useState<'reset' | 'delete' | null>(null);
  const close = () => setChanging(null);
  const { data } = query;
  const shared = { permissions: data?.permissions, blocked: data && blocked(data) };
  return (
    <Page
      title={group}
      crumbs={[
        ...instanceCrumbs(owner),
        { label: words.title, link: { to: '/instances/$instance/groups', params: { instance } } },
      ]}
      status={data && <StateLabel state={data.state} />}
      query={query}
      requests={[{ method: 'GET', path: `/v1/instances/${instance}/groups/${encodeURIComponent(group)}` }]}
      actions={
        <Flex columnGap={{ default: 'columnGapSm' }}>
          <ActionButton
            {...shared}
            action="group.reset"
            variant="secondary"
            onClick={() => setChanging('reset')}
          >
            {words.reset.action}
          </ActionButton>
          <ActionButton
            {...shared}
            action="group.delete"
            variant="secondary"
            isDanger
            onClick={() => setChanging('delete')}
          >
            {words.remove.action}
          </ActionButton>
        </Flex>
      }
    >
      <QueryView query={query}>{(shown) => <Parts group={shown} />}</QueryView>
      {changing === 'reset' && data && <ResetOffsets instance={instance} group={data} onClose={close} />}
      {changing === 'delete' && data && <DeleteGroup instance={instance} group={data} onClose={close} />}
    </Page>
  );
}

function Parts({ group }: { group: Group }) {
  return (
    <div className="millrace-stack">
      <Title headingLevel="h2">{words.partitions}</Title>
      <OffsetsTable group={group} />
      {group.members.length > 0 && (
        <>
          <Title headingLevel="h2">{words.members.title}</Title>
          <MembersTable members={group.members} />
        </>
      )}
    </div>
  );
}

// One credential: its keys and what it may do.
import { Label } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Credential, credentialQuery, deleteCredential } from '../../api/credentials';
import { instanceQuery } from '../../api/instances';
import { instanceCrumbs } from '../../app/crumbs';
import { useNotify } from '../../app/notices';
import { ActionButton } from '../../parts/ActionButton';
import { ConfirmDelete } from '../../parts/ConfirmDelete';
import { Page } from '../../parts/Page';
import { QueryView } from '../../parts/QueryView';
import { Timestamp } from '../../parts/Timestamp';
import { text } from '../../text';
import { Grants } from './Grants';
import { Keys } from './Keys';
import { newestUse, userOf } from './use';

const words = text.credentials;

export function CredentialPage() {
  const { instance, credential } = useParams({
    from: '/signed-in/instances/$instance/credentials/$credential',
  });
  const { data: owner } = useQuery(instanceQuery(instance));
  const query = useQuery(credentialQuery(instance, credential));
  const [deleting, setDeleting] = useState(false);
  const { data } = query;
  const active = data?.active_on;
  return (
    <Page
      title={data?.name ?? words.title}
      crumbs={[
        ...instanceCrumbs(owner),
        { label: words.title, link: { to: '/instances/$instance/credentials', params: { instance } } },
      ]}
      status={
        active && (
          <Label isCompact status={active.gateways < active.of ? 'warning' : 'success'}>
            {words.active(active.gateways, active.of)}
          </Label>
        )
      }
      query={query}
      requests={[{ method: 'GET', path: `/v1/instances/${instance}/credentials/${credential}` }]}
      actions={
        <ActionButton
          variant="secondary"
          isDanger
          permissions={data?.permissions}
          action="credential.delete"
          onClick={() => setDeleting(true)}
        >
          {words.remove.action}
        </ActionButton>
      }
    >
      <QueryView query={query}>
        {(shown) => (
          <div className="millrace-stack">
            <Keys credential={shown} />
            <Grants credential={shown} />
            {deleting && <DeleteCredential credential={shown} onClose={() => setDeleting(false)} />}
          </div>
        )}
      </QueryView>
    </Page>
  );
}

function DeleteCredential({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { instance_id: instance, id, name } = credential;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const use = newestUse([credential]);
  const remove = useMutation({
    mutationFn: () => deleteCredential(instance, id),
    onSuccess: async () => {
      notify('success', words.remove.done(name));
      await navigate({ to: '/instances/$instance/credentials', params: { instance } });
      queries.removeQueries({ queryKey: ['credentials', instance, id] });
      await queries.invalidateQueries({ queryKey: ['credentials', instance] });
    },
  });
  return (
    <ConfirmDelete
      title={words.remove.title(name)}
      name={name}
      confirm={words.remove.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{words.remove.lost}</p>
      <p>
        {use ? (
          <>
            {words.keys.lastUsedAt} <Timestamp at={use.at} />, {userOf(use)}
          </>
        ) : (
          words.keys.neverUsed
        )}
      </p>
    </ConfirmDelete>
  );
}

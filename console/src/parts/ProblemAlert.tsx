// Says what went wrong, what to do, and what to tell somebody who is asked for help.
import {
  Alert,
  AlertActionLink,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { base } from '../api/client';
import { ApiError } from '../api/problem';
import { text } from '../text';

interface Props {
  error: Error;
  retry?: () => void;
}

/** The members that keep a consumer group from being changed. */
function membersOf({ more: { members } }: ApiError): readonly string[] {
  return Array.isArray(members) ? members.filter((one) => typeof one === 'string') : [];
}

export function ProblemAlert({ error, retry }: Props) {
  const problem = error instanceof ApiError ? error : null;
  const page = problem && problem.status > 0 ? `${base}/problems/${problem.code.replaceAll('_', '-')}` : null;
  const members = problem ? membersOf(problem) : [];
  return (
    <Alert
      isInline
      variant="danger"
      title={problem?.title ?? error.name}
      role="alert"
      actionLinks={
        <>
          {retry && <AlertActionLink onClick={retry}>{text.common.retry}</AlertActionLink>}
          {page && (
            <AlertActionLink component="a" href={page} target="_blank" rel="noreferrer">
              {text.common.allProblems}
            </AlertActionLink>
          )}
        </>
      }
    >
      <p>{problem?.detail ?? error.message}</p>
      {/* A single one is all that the detail says. */}
      {problem && problem.fields.length > 1 && (
        <ul>
          {problem.fields.map((field) => (
            <li key={`${field.pointer} ${field.code}`}>
              <code>{field.pointer}</code>: {field.detail}
            </li>
          ))}
        </ul>
      )}
      {members.length > 0 && (
        <ul>
          {members.map((member, index) => (
            <li key={index}>{member}</li>
          ))}
        </ul>
      )}
      {problem?.requestId && (
        <DescriptionList isHorizontal isCompact>
          <DescriptionListGroup>
            <DescriptionListTerm>{text.common.code}</DescriptionListTerm>
            <DescriptionListDescription>
              <code>{problem.code}</code>
            </DescriptionListDescription>
          </DescriptionListGroup>
          <DescriptionListGroup>
            <DescriptionListTerm>{text.common.requestId}</DescriptionListTerm>
            <DescriptionListDescription>
              <code>{problem.requestId}</code>
            </DescriptionListDescription>
          </DescriptionListGroup>
        </DescriptionList>
      )}
    </Alert>
  );
}

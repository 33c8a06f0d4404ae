// Where clients connect to, in short; the drawer has the rest.
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { connectionQuery } from '../../api/connection';
import type { Instance } from '../../api/instances';
import { CopyField } from '../../parts/CopyField';
import { download } from '../../parts/download';
import { text } from '../../text';

const words = text.instance.endpoint;

export function EndpointCard({ instance }: { instance: Instance }) {
  const { connection } = instance;
  const { data } = useQuery({ ...connectionQuery(instance.id), enabled: !!connection });
  return (
    <Card>
      <CardTitle component="h2">{words.title}</CardTitle>
      <CardBody>
        {connection ? (
          <DescriptionList isCompact>
            <DescriptionListGroup>
              <DescriptionListTerm>{words.bootstrap}</DescriptionListTerm>
              <DescriptionListDescription>
                <CopyField label={words.bootstrap} value={connection.bootstrap} />
              </DescriptionListDescription>
            </DescriptionListGroup>
            <DescriptionListGroup>
              <DescriptionListTerm>{words.protocol}</DescriptionListTerm>
              <DescriptionListDescription>{connection.security_protocol}</DescriptionListDescription>
            </DescriptionListGroup>
            <DescriptionListGroup>
              <DescriptionListTerm>{words.mechanisms}</DescriptionListTerm>
              <DescriptionListDescription>{connection.sasl_mechanisms.join(', ')}</DescriptionListDescription>
            </DescriptionListGroup>
          </DescriptionList>
        ) : (
          words.pending
        )}
      </CardBody>
      {connection && (
        <CardFooter>
          <Button
            variant="link"
            isInline
            isDisabled={!data}
            onClick={() => data && download('ca.pem', data.ca_certificate_pem)}
          >
            {words.ca}
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}

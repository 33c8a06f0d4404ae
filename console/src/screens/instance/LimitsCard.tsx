// What an instance is held to.
import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { Limits } from '../../api/instances';
import { text } from '../../text';
import { LIMIT_NAMES, limitLabel, limitValue } from '../instances/limits';

export function LimitsCard({ limits }: { limits: Limits }) {
  return (
    <Card>
      <CardTitle component="h2">{text.instance.limits}</CardTitle>
      <CardBody>
        <DescriptionList isCompact isHorizontal className="millrace-facts">
          {LIMIT_NAMES.map((name) => (
            <DescriptionListGroup key={name}>
              <DescriptionListTerm>{limitLabel(name)}</DescriptionListTerm>
              <DescriptionListDescription className="millrace-number">
                {limitValue(name, limits[name])}
              </DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
      </CardBody>
    </Card>
  );
}

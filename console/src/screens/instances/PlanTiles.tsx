// The plans, each with its limits, to choose one from.
import {
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Gallery,
  Label,
} from '@patternfly/react-core';
import type { Plan } from '../../api/instances';
import { text } from '../../text';
import { LIMIT_NAMES, limitLabel, limitValue } from './limits';

interface Props {
  plans: readonly Plan[];
  chosen: string;
  onChoose: (plan: string) => void;
}

export function PlanTiles({ plans, chosen, onChoose }: Props) {
  return (
    <Gallery
      hasGutter
      minWidths={{ default: '260px' }}
      role="radiogroup"
      aria-label={text.instances.new.plan}
    >
      {plans.map((plan) => (
        <Card key={plan.name} id={`plan-${plan.name}`} isSelectable isSelected={plan.name === chosen}>
          <CardHeader
            selectableActions={{
              selectableActionId: `plan-${plan.name}-choice`,
              selectableActionAriaLabelledby: `plan-${plan.name}-title`,
              name: 'plan',
              variant: 'single',
              onChange: () => onChoose(plan.name),
            }}
          >
            <CardTitle id={`plan-${plan.name}-title`}>{plan.title}</CardTitle>
          </CardHeader>
          <CardBody>
            <Label isCompact>{text.instances.new.placement[plan.placement]}</Label>
            <p className="millrace-tile-text">{plan.description}</p>
            <DescriptionList isCompact isHorizontal className="millrace-facts">
              {LIMIT_NAMES.map((name) => (
                <DescriptionListGroup key={name}>
                  <DescriptionListTerm>{limitLabel(name)}</DescriptionListTerm>
                  <DescriptionListDescription className="millrace-number">
                    {limitValue(name, plan.limits[name])}
                  </DescriptionListDescription>
                </DescriptionListGroup>
              ))}
            </DescriptionList>
          </CardBody>
        </Card>
      ))}
    </Gallery>
  );
}

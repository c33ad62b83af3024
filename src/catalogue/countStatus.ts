import { registerEnumType } from 'type-graphql';

export enum CountStatus {
  SUPPRESSED = 'suppressed',
}
registerEnumType(CountStatus, {
  name: 'CountStatus',
  description: 'Why a number of people is empty.',
  valuesConfig: {
    SUPPRESSED: { description: 'Withheld because it is small, or would give away one that is: by its publisher, or by the hub under the policy of the source. Not zero.' },
  },
});

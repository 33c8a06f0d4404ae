// The catalogue of all that the console says. A second language would be a second one of these.
import { activityText } from './activity';
import { clustersText } from './clusters';
import { common } from './common';
import { connectText } from './connect';
import { credentialsText } from './credentials';
import { groupsText } from './groups';
import { instanceText } from './instance';
import { instancesText } from './instances';
import { recordsText } from './records';
import { keyboardText } from './keyboard';
import { organisationText, passwordText } from './organisation';
import { shell } from './shell';
import { signInText } from './signIn';
import { topicsText } from './topics';

export const text = {
  common,
  shell,
  signIn: signInText,
  instances: instancesText,
  instance: instanceText,
  credentials: credentialsText,
  connect: connectText,
  topics: topicsText,
  groups: groupsText,
  records: recordsText,
  activity: activityText,
  clusters: clustersText,
  organisation: organisationText,
  password: passwordText,
  keyboard: keyboardText,
};

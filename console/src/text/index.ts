// The catalogue of all that the console says. A second language would be a second one of these.
import { common } from './common';
import { instancesText } from './instances';
import { shell } from './shell';
import { signInText } from './signIn';

export const text = { common, shell, signIn: signInText, instances: instancesText };

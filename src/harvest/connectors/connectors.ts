import type { Connector } from './Connector.ts';
import { hubConnector } from './hub/hubConnector.ts';
import { indicatorsConnector } from './indicators/indicatorsConnector.ts';
import { openReferralConnector } from './openReferral/openReferralConnector.ts';
import { packageConnector, spreadsheetConnector } from './package/packageConnector.ts';

/** Every kind of source the hub reads. */
export const connectors: readonly Connector[] = [packageConnector, spreadsheetConnector, openReferralConnector, indicatorsConnector, hubConnector];

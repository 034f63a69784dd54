import { type Metadata, ServerInterceptingCall, type ServerInterceptor, ServerListenerBuilder, status } from '@grpc/grpc-js';
import type { Secured } from '../engines/authority.ts';

/** What a server is asked before anybody logs in. */
const OPEN = '/event_store.client.server_features.ServerFeatures/';

/** Refuses every call that does not come with this login. */
export const takingIn = ({ username, password }: Secured): ServerInterceptor => {
  const right = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const isRight = (metadata: Metadata) => metadata.get('authorization')[0] === right;
  return ({ path }, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next(
          new ServerListenerBuilder()
            .withOnReceiveMetadata((metadata, pass) => {
              if (path.startsWith(OPEN) || isRight(metadata)) pass(metadata);
              else call.sendStatus({ code: status.UNAUTHENTICATED, details: 'This login does not count.' });
            })
            .build(),
        ),
    });
};

import { GatewayError } from '../../core/errors.ts';

/** Of a request that says in no way, or in no way that is known here, who sends it. */
export function unauthenticated(message: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message);
}

/**
 * Of a bearer token that does not hold, https://www.rfc-editor.org/rfc/rfc6750#section-3.1.
 * @param message goes into a header too: plain ASCII without quotes; never a part of the token
 */
export function invalidToken(message: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message, {
    challenge: `Bearer error="invalid_token", error_description="${message}"`,
  });
}

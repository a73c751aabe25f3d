import type { FallbackProps } from 'react-error-boundary';
import { Message } from './message';

/** In the place of what this page could not draw: a fault of its own. What waits to be sent is still sent. */
export function Broken({ resetErrorBoundary }: FallbackProps) {
  return (
    <main className="center" role="alert">
      <Message
        icon="alert"
        title="This cannot be shown"
        text="Something is wrong in this page. Reviews that you made are not lost by it."
        action={{ label: 'Show it again', run: resetErrorBoundary }}
      />
    </main>
  );
}

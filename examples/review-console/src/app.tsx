import { ApolloProvider } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Link, Route, Switch, useRoute } from 'wouter';
import { Session } from './gateway/session';
import { SessionContext } from './gateway/use-session';
import { ProgressPage } from './progress/progress-page';
import { ProgressStrip } from './progress/progress-strip';
import { OfflineBanner } from './tenant/offline-banner';
import { chosenTenant, rememberTenant } from './tenant/recent';
import { TenantButton } from './tenant/tenant-button';
import { TenantChooser } from './tenant/tenant-chooser';
import { TenantGate } from './tenant/tenant-gate';
import { Broken } from './ui/broken';
import { Icon } from './ui/icon';
import { ThemeToggle } from './ui/theme-toggle';
import { Toasts } from './ui/toasts';
import { WorklistPage } from './worklist/worklist-page';

export function App() {
  const [tenant, setTenant] = useState(chosenTenant);
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    if (tenant === undefined) return;
    const opened = new Session(tenant);
    setSession(opened);
    void opened.look();
    return () => opened.close();
  }, [tenant]);
  useEffect(() => {
    document.title = tenant === undefined ? 'Review console' : `${tenant} · Review console`;
  }, [tenant]);
  const choose = (chosen: string) => {
    rememberTenant(chosen);
    // Ids of one tenant mean nothing in another. Who comes by a link has none yet, and goes where it leads.
    if (tenant !== undefined && chosen !== tenant) window.location.hash = '/';
    setTenant(chosen);
  };

  if (tenant === undefined || session === undefined || session.tenant !== tenant)
    return (
      <div className="shell">
        <header className="bar">
          <Brand />
          <span className="spring" />
          <ThemeToggle />
        </header>
        <main className="center">{tenant === undefined && <TenantChooser onChoose={choose} />}</main>
      </div>
    );
  return (
    <SessionContext value={session}>
      <ApolloProvider client={session.client}>
        <Toasts key={tenant}>
          <div className="shell">
            <header className="bar">
              <Brand />
              <nav className="tabs" aria-label="Views">
                <Tab href="/" also="/encounters/:id" icon="list" label="Worklist" />
                <Tab href="/progress" icon="chart" label="Progress" />
              </nav>
              <span className="spring" />
              <TenantButton onChoose={choose} />
              <ThemeToggle />
            </header>
            <OfflineBanner />
            <TenantGate>
              {/* What is read may have been what was wrong. */}
              <ErrorBoundary FallbackComponent={Broken} onReset={() => void session.client.clearStore()}>
                <ProgressStrip />
                <Pages />
              </ErrorBoundary>
            </TenantGate>
          </div>
        </Toasts>
      </ApolloProvider>
    </SessionContext>
  );
}

/** The worklist stays where it is while something else is looked at. */
function Pages() {
  const [isProgress] = useRoute('/progress');
  return (
    <main className="main">
      <div className="page" hidden={isProgress}>
        <WorklistPage isAway={isProgress} />
      </div>
      <Switch>
        <Route path="/progress" component={ProgressPage} />
      </Switch>
    </main>
  );
}

function Brand() {
  return (
    <span className="brand">
      <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="28" height="28" />
      <span>Review console</span>
    </span>
  );
}

function Tab({
  href,
  also = href,
  icon,
  label,
}: {
  readonly href: string;
  readonly also?: string;
  readonly icon: 'list' | 'chart';
  readonly label: string;
}) {
  const [isHere] = useRoute(href);
  const [isThere] = useRoute(also);
  return (
    <Link href={href} className="tab" aria-current={isHere || isThere ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{label}</span>
    </Link>
  );
}

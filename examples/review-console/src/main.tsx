import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { App } from './app';
import './styles/base.css';
import './styles/shell.css';
import './styles/worklist.css';
import './styles/panel.css';

// What is behind `#` stays in the browser: which record is open is in no server's log.
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Router hook={useHashLocation}>
      <App />
    </Router>
  </StrictMode>,
);

import { copyFile, mkdir } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const gateway = process.env.GATEWAY_URL ?? 'http://localhost:4000';

/** The gateway answers what is registered: it reads this beside what it serves. */
const registerOperations: Plugin = {
  name: 'register-operations',
  apply: 'build',
  async closeBundle() {
    await mkdir('dist/operations', { recursive: true });
    await copyFile('src/gql/persisted-documents.json', 'dist/operations/console.json');
  },
};

export default defineConfig(({ command }) => ({
  // Relative, so that it works below whatever path a proxy has put the gateway.
  base: command === 'build' ? './' : '/console/',
  plugins: [react(), registerOperations],
  build: {
    outDir: 'dist/public',
    // The page's policy allows nothing that is written into it.
    assetsInlineLimit: 0,
    target: 'es2023',
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(['/graphql', '/health'].map(path => [path, { target: gateway }])),
  },
}));

import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  // In the repository the client comes from its sources; a copy of this folder takes the installed package.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  optimizeDeps: { include: ['react', 'react-dom/client', 'react/jsx-runtime', 'react/jsx-dev-runtime'] },
  build: {
    target: 'es2023',
    rolldownOptions: { input: ['index.html', 'compare/by-hand.html', 'compare/with-client.html'] },
  },
});

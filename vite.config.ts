import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ROUTES = path.join(import.meta.dirname, 'server/routes.ts');
const NAME = 'virtual:routes';

/** The web calls routes by name. Their methods and paths come from the server's own table, and nothing else of it is bundled. */
function routeTable(): Plugin {
  return {
    name: 'motcua-routes',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      this.addWatchFile(ROUTES);
      // The time keeps a development server from answering out of Node's module cache.
      const { routes } = await import(`${pathToFileURL(ROUTES).href}?at=${fs.statSync(ROUTES).mtimeMs}`);
      const table = Object.entries(routes as Record<string, { method: string; path: string }>).map(
        ([name, { method, path: url }]) => [name, [method, url]],
      );
      return `export default ${JSON.stringify(Object.fromEntries(table))};`;
    },
  };
}

const server = `http://127.0.0.1:${process.env.PORT ?? 7480}`;

export default defineConfig({
  root: 'web',
  plugins: [routeTable(), react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/ },
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: server, bypass: (request) => (request.url === '/api/docs' ? '/index.html' : undefined) } },
  },
});

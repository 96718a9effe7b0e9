import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, transformWithOxc } from 'vite';

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

/** Pages that open without a network, by their files. */
const OFFLINE_PAGES = ['dossiers/receive-page.tsx', 'offline/waiting-page.tsx', 'offline/temporary-slip-page.tsx'].map(
  (page) => `/web/${page}`,
);
/** What those pages load when first asked for, and need without a network as well: the reader of codes before a camera. */
const OFFLINE_PARTS = ['/jsqr/dist/jsQR.js'];
const WORKER = path.join(import.meta.dirname, 'web/offline/sw.ts');

/** `sw.js`: the service worker with the names of all files that the intake page needs. */
function serviceWorker(): Plugin {
  return {
    name: 'motcua-service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const needed = new Set<string>();
      const take = (file: string): void => {
        const part = bundle[file];
        // Every browser that has service workers reads woff2.
        if (!part || needed.has(file) || file.endsWith('.woff')) return;
        needed.add(file);
        if (part.type !== 'chunk') return;
        for (const next of [
          ...part.imports,
          ...(part.viteMetadata?.importedCss ?? []),
          ...(part.viteMetadata?.importedAssets ?? []),
        ])
          take(next);
      };
      for (const part of Object.values(bundle)) {
        const is_needed =
          part.type === 'chunk' && [...OFFLINE_PAGES, ...OFFLINE_PARTS].some((file) => part.facadeModuleId?.endsWith(file));
        if (is_needed || (part.type === 'chunk' && part.isEntry) || /\.(css|woff2)$/.test(part.fileName)) take(part.fileName);
      }
      const files = ['/', '/mark.svg', ...[...needed].sort().map((file) => `/${file}`)];
      const build = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      const { code } = await transformWithOxc(fs.readFileSync(WORKER, 'utf8'), WORKER, { lang: 'ts' });
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: `const FILES = ${JSON.stringify(files)};\nconst BUILD = '${build}';\n${code.replace('export {};', '')}`,
      });
    },
  };
}

const server = `http://127.0.0.1:${process.env.PORT ?? 7480}`;

export default defineConfig({
  root: 'web',
  plugins: [routeTable(), react(), serviceWorker()],
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

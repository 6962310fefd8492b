import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Where `./hedgerow up` listens: the development server passes everything that is not the dashboard on to it. */
const STACK = `http://127.0.0.1:${process.env.HEDGEROW_PORT ?? '8000'}`

const PASSED_ON = '^/(api|logout|static|array|flags|decide|batch|capture|e|i|s|_preflight|_livez|_readyz)(/|$)'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: { port: 5173, proxy: { [PASSED_ON]: { target: STACK } } },
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    rollupOptions: {
      output: {
        manualChunks: (id: string) => (/node_modules\/chart\.js/.test(id) ? 'chart' : undefined),
      },
    },
  },
  test: {
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { url: 'https://hedgerow.test/' } },
    setupFiles: ['./tests/setup.ts'],
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tests/**/*.test.ts'],
    globals: true, // kea-test-utils compares with the global expect
    mockReset: true,
    restoreMocks: true,
    sequence: { shuffle: true },
  },
})

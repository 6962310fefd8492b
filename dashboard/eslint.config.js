import js from '@eslint/js'
import boundaries from 'eslint-plugin-boundaries'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Which part may import which (C17): ui, charts and formats know nothing of ours; a scene never knows another scene. */
const MAY_IMPORT = {
  app: ['app', 'shell', 'scene-list', 'logics', 'ui'],
  shell: ['shell', 'scene-list', 'logics', 'ui', 'formats'],
  'scene-list': ['scene-list', 'scene', 'logics', 'api'],
  scene: ['insights', 'logics', 'api', 'ui', 'charts', 'formats'],
  insights: ['insights', 'logics', 'api', 'ui', 'charts', 'formats'],
  logics: ['logics', 'api', 'formats'],
  api: ['api'],
  ui: ['ui'],
  charts: ['charts'],
  formats: ['formats'],
}

const to = (type, more = {}) => ({ to: { element: { type, ...more } } })

const URLS = to('scene-list', { fileInternalPath: 'urls.ts' })

const POLICIES = [
  ...Object.entries(MAY_IMPORT).map(([type, allowed]) => ({
    from: { element: { type } },
    allow: allowed.map((one) => to(one)),
  })),
  { from: { element: { type: ['scene', 'logics'] } }, allow: [URLS] },
  {
    from: { element: { type: 'scene' } },
    allow: [to('scene', { captured: { scene: '{{ from.element.captured.scene }}' } })],
  },
]

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'src/**/*LogicType.ts'] },
  js.configs.recommended,
  ts.configs.strict,
  a11y.flatConfigs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries, 'react-hooks': hooks },
    settings: {
      'import/resolver': { typescript: { project: 'tsconfig.json' } },
      'boundaries/include': ['src/**/*.{ts,tsx}'],
      'boundaries/elements': [
        { type: 'scene', pattern: 'src/scenes/*', capture: ['scene'] },
        { type: 'scene-list', pattern: 'src/scenes' },
        { type: 'insights', pattern: 'src/insights' },
        { type: 'logics', pattern: 'src/logics' },
        { type: 'shell', pattern: 'src/shell' },
        { type: 'ui', pattern: 'src/ui' },
        { type: 'charts', pattern: 'src/charts' },
        { type: 'formats', pattern: 'src/formats' },
        { type: 'api', pattern: 'src/api' },
        { type: 'app', pattern: 'src' },
      ],
    },
    rules: {
      ...hooks.configs.recommended.rules,
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': ['error', { default: 'disallow', policies: POLICIES }],
    },
  },
  {
    rules: {
      'max-lines': ['error', 200],
      complexity: ['error', 12],
      'no-console': 'error',
      // kea-loaders: a loader without arguments names its first one void (style 5.3).
      '@typescript-eslint/no-invalid-void-type': 'off',
      // The listbox pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
      'jsx-a11y/no-noninteractive-element-to-interactive-role': ['error', { ul: ['listbox'], li: ['option'] }],
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: ['pre', 'main'], roles: ['tabpanel'] }],
      // A label holds its input here; both ways of tying them are fine.
      'jsx-a11y/label-has-associated-control': [
        'error',
        { assert: 'either', depth: 4, controlComponents: ['TextInput'] },
      ],
    },
  },
  { files: ['public/**/*.js'], languageOptions: { globals: globals.browser } }
)

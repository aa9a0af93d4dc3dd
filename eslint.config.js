/**
 * The house rules that a linter can hold. What needs all files at once (the order of the rooms, barrels, file
 * names, medians) is in scripts/layout-rules.ts.
 */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What is shipped. */
const shipped = ['src/**/*.ts', 'packages/*/src/**/*.ts'];
const tests = ['test/**/*.ts', 'packages/*/test/**/*.ts'];

const noPackageFiles = {
  group: ['**/packages/*/**', '@portcullis/*/src/**', '@portcullis/*/dist/**'],
  message: 'Take a package by its name: @portcullis/guard.',
};
const noEnv = 'Only src/config reads the environment: make it a setting, and take the value as a parameter.';

/**
 * `max-lines-per-function` that leaves the callbacks of `describe` out: they are headings, not functions.
 * @type {import('eslint').Rule.RuleModule}
 */
const maxLinesOutsideDescribe = (() => {
  const core = builtinRules.get('max-lines-per-function');
  if (!core) throw new TypeError('ESLint has no rule max-lines-per-function.');
  return {
    meta: core.meta ?? {},
    create: (context) => {
      /** @param {import('eslint').Rule.ReportDescriptor} problem */
      const report = (problem) => {
        if (!isDescribeCallback('node' in problem ? problem.node : undefined)) context.report(problem);
      };
      return core.create(Object.create(context, { report: { value: report } }));
    },
  };
})();

/** @param {object | undefined} node */
function isDescribeCallback(node) {
  const call = node && 'parent' in node ? /** @type {import('estree').Node} */ (node.parent) : undefined;
  return call?.type === 'CallExpression' && rootName(call.callee) === 'describe';
}

/**
 * `describe` of describe.skip(…) and of describe.each(…)(…).
 * @param {import('estree').Node} callee
 * @returns {string | undefined}
 */
function rootName(callee) {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'CallExpression') return rootName(callee.callee);
  if (callee.type === 'MemberExpression') return rootName(callee.object);
  return callee.type === 'TaggedTemplateExpression' ? rootName(callee.tag) : undefined;
}

export default defineConfig(
  globalIgnores([
    '**/dist/**',
    '**/generated/**',
    'coverage/**',
    'data/**',
    'test/.output/**',
    '**/.venv/**',
    'examples/*/{target,.run,bin}/**',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: {
      'import-x': importX,
      portcullis: { rules: { 'max-lines-outside-describe': maxLinesOutsideDescribe } },
    },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['tsconfig.json', 'packages/*/tsconfig.json'],
          noWarnOnMultipleProjects: true,
          conditionNames: ['source', 'types', 'import', 'node', 'default'],
        }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
  },
  {
    name: 'sizes',
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: true }],
    },
  },
  {
    name: 'imports',
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/first': 'error',
      'import-x/newline-after-import': 'error',
      'import-x/no-mutable-exports': 'error',
      'import-x/order': [
        'error',
        {
          groups: ['builtin', 'external', ['internal', 'parent', 'sibling', 'index']],
          pathGroups: [{ pattern: '@portcullis/**', group: 'external' }],
          'newlines-between': 'ignore',
          alphabetize: { order: 'asc', caseInsensitive: true },
        },
      ],
      'no-restricted-imports': ['error', { patterns: [noPackageFiles] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': [
        'error',
        { fixMixedExportsWithInlineTypeSpecifier: true },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  {
    name: 'house style',
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'object-shorthand': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // A definite field (`name!: string`) is no such assertion, and is how decorated classes are written.
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // `record['key']` says that the key is data, not a member.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Spreading a string counts its code points, which is what the input rules speak of.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // graphql-js's own enums are compared with the words of the GraphQL specification.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Its walk does not end on a type that holds itself (typescript-eslint 8.73), and GraphQL's classes are
      // filled with literals on purpose: they are shapes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A type parameter used once still keeps the literal types of what it is given.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Classes of type-graphql and Typegoose may be all decoration: a resolver of a field, a document of props.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    name: 'shipped code',
    files: shipped,
    rules: {
      'import-x/no-default-export': 'error',
      // The production image has no development dependencies.
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: false, includeTypes: false }],
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: noEnv }],
      'no-restricted-imports': [
        'error',
        {
          paths: ['process', 'node:process'].map((name) => ({ name, importNames: ['env'], message: noEnv })),
          patterns: [noPackageFiles],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ClassDeclaration[decorators.length=0] > ClassBody > PropertyDefinition[definite=true][decorators.length=0]',
          message:
            'Only fields of decorated classes are filled from outside: give it a value in the constructor.',
        },
        {
          selector: 'VariableDeclarator[definite=true]',
          message: 'Give it a value where it is declared.',
        },
      ],
    },
  },
  {
    name: 'types of other packages',
    files: ['src/**/*.d.ts'],
    // What they export is not ours to choose.
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    name: 'the guard',
    files: ['packages/guard/src/**/*.ts'],
    // A rejection that nobody hears ends the process of the service that has installed it: `void` is no owner.
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }] },
  },
  {
    name: 'the reader of the environment',
    files: ['src/config/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    name: 'process',
    files: ['src/main.ts', 'src/cli/**/*.ts', 'src/cli.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'tests',
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      'portcullis/max-lines-outside-describe': [
        'error',
        { max: 60, skipBlankLines: false, skipComments: true },
      ],
      // Stand-ins for ports are async because the port is, and matchers take methods as values.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // expect.objectContaining and its like are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    name: 'plain JavaScript',
    // Its types are checked by tsc (checkJs), from the JSDoc.
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-undef': 'off' },
  },
  {
    name: 'an example with packages of its own',
    // They are not installed here; its own tsc checks its types.
    files: ['examples/nestjs/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);

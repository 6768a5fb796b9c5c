/** Keeps modules of Node's that the protocol's library needs in rare cases only, such as pipes with a name, from being loaded at every start. */

const RARELY_USED = /^(?:node:)?(?:child_process|crypto)$/;
const LIBRARY = /node_modules[\\/]vscode-(?:jsonrpc|languageserver)/;

/** @type {import('esbuild').Plugin} */
export const builtinsWhenUsed = {
  name: 'builtins-when-used',
  setup(build) {
    build.onResolve({ filter: RARELY_USED }, ({ importer, path }) =>
      LIBRARY.test(importer) ? { path: path.replace(/^node:/, ''), namespace: 'when-used' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'when-used' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
    }));
  },
};

/** Keeps the formatter out of the language server's bundle: it becomes a file beside it that is loaded when it is asked for. */

/** @type {import('esbuild').Plugin} */
export const formatterApart = {
  name: 'formatter-apart',
  setup(build) {
    build.onResolve({ filter: /\/formatter\/formatter\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './formatter.js', external: true } : undefined,
    );
  },
};

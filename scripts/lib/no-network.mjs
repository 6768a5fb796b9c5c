/** Keeps what could open a connection out of every bundle: a library that brings a way to listen on a socket finds nothing to do it with. */

const NETWORK = /^(?:node:)?(?:net|http|https|http2|tls|dns|dns\/promises|dgram|inspector)$/;

/** @type {import('esbuild').Plugin} */
export const noNetwork = {
  name: 'no-network',
  setup(build) {
    build.onResolve({ filter: NETWORK }, ({ path }) => ({ path, namespace: 'no-network' }));
    build.onLoad({ filter: /^/, namespace: 'no-network' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** One form of a package where there are several: what the names of these packages stand for in bundles. */
import { at } from './paths.mjs';

/** For the extension: the client's library asks for another form than our code, and both would be bundled. @type {Record<string, string>} */
export const oneMinimatch = { minimatch: at('node_modules/minimatch/dist/commonjs/index.js') };

/**
 * For all that reads YAML: the modules that browsers get. Node would get the same code as CommonJS, of which nothing can be left out;
 * the tests use these as well. @type {Record<string, string>}
 */
export const oneYaml = { yaml: at('node_modules/yaml/browser/dist/index.js') };

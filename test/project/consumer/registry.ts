/** A package registry on this machine that has one package, so that consumers' own commands install it without a network. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Registry {
  /** What makes npm ask this registry, and nobody else. */
  readonly env: Readonly<Record<string, string>>;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** Serves the package, which is a file that `npm pack` wrote; `cache` is a folder for what npm keeps. */
export async function serveRegistry(
  file: string,
  { name, version, bin }: { name: string; version: string; bin: Readonly<Record<string, string>> },
  cache: string,
): Promise<Registry> {
  const content = readFileSync(file);
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path === `/${name}.tgz`) response.end(content);
    else if (path === `/${name}`) {
      const dist = { tarball: `${address()}/${name}.tgz`, integrity };
      const versions = { [version]: { name, version, bin, dist } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
    } else {
      response.statusCode = 404;
      response.end('{}');
    }
  });
  const address = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    env: {
      npm_config_registry: address(),
      npm_config_cache: cache,
      npm_config_update_notifier: 'false',
    },
    asked,
    close: () => server.close(),
  };
}
